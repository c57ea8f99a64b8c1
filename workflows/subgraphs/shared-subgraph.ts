import { z } from 'zod'
import { isSameValue } from '../json.ts'
import type { Workflow } from '../workflow-file.ts'
import { cutInstances } from './subgraph-ports.ts'
import {
  freeName,
  instanceType,
  type PortSide,
  portNamed,
  type Subgraph,
  subgraphIdOf,
  subgraphNamed,
  type Subgraphs,
  subgraphsSchema,
} from './subgraph.ts'
import { neededBy } from './subgraph-uses.ts'

/** Names a file, too. */
export const subgraphIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'letters, digits and hyphens')

/** A subgraph as it leaves a workflow: its definition, and those of the subgraphs inside it. */
export const packedSubgraphSchema = z.object({
  id: subgraphIdSchema,
  subgraphs: subgraphsSchema,
})
export type PackedSubgraph = z.infer<typeof packedSubgraphSchema>

/** `POST /api/subgraphs`: 409 when the library has gone beyond `base`, the revision it was made from. */
export const publishRequestSchema = packedSubgraphSchema.extend({
  base: z.number().int().nonnegative().optional(),
})

/** One state of a subgraph of the library, `GET /api/subgraphs/:id`; its revisions count from 1. */
export const sharedSubgraphSchema = packedSubgraphSchema.extend({ revision: z.number().int().positive() })
export type SharedSubgraph = z.infer<typeof sharedSubgraphSchema>

/** One line of `GET /api/subgraphs` → `{ subgraphs }`. */
export const sharedSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  revision: z.number().int(),
  /** Milliseconds since 1970. */
  savedAt: z.number(),
  nodes: z.number().int(),
})
export type SharedSummary = z.infer<typeof sharedSummarySchema>

export function packSubgraph(workflow: Workflow, id: string): PackedSubgraph {
  const needed = [...neededBy(workflow, id)]
  const found = needed.flatMap((one) => {
    const subgraph = subgraphNamed(workflow.subgraphs, one)
    return subgraph ? [[one, subgraph] as const] : []
  })
  return { id, subgraphs: Object.fromEntries(found) }
}

/**
 * Copies definitions into the workflow. One it has already stays as it is; where the two differ the new one, and
 * what is made of it, comes beside it under another id: nobody's instances change.
 * @returns the ids the definitions have in the workflow, by those they came with.
 */
export function addPacked(
  workflow: Workflow,
  { subgraphs }: Pick<PackedSubgraph, 'subgraphs'>,
): ReadonlyMap<string, string> {
  const staysBeside = (id: string, fresh: Subgraph) => {
    const own = subgraphNamed(workflow.subgraphs, id)
    return own !== undefined && !isSame(own, fresh)
  }
  return bringIn(workflow, subgraphs, { staysBeside, replaces: false })
}

/**
 * Puts the library's state in place of the workflow's. Values and wires of ports that are gone go with them. What
 * the subgraph is made of is replaced too, unless it was edited here: then the library's comes beside it.
 * @param base the revision the workflow stands on: what is as there was not edited.
 */
export function updatePacked(workflow: Workflow, packed: PackedSubgraph, base?: PackedSubgraph): void {
  const staysBeside = (id: string, fresh: Subgraph) => {
    const own = subgraphNamed(workflow.subgraphs, id)
    const old = subgraphNamed(base?.subgraphs ?? {}, id)
    return id !== packed.id && own !== undefined && !isSame(own, fresh) && !(old && isSame(own, old))
  }
  const names = bringIn(workflow, packed.subgraphs, { staysBeside, replaces: true })
  for (const id of names.values()) {
    const definition = subgraphNamed(workflow.subgraphs, id)
    if (!definition) continue
    const isGone = (side: PortSide, name: string) => portNamed(definition, side, name) === undefined
    cutInstances(workflow, id, isGone)
  }
}

/** Whatever their revision: that is told apart from what they are. */
function isSame(a: Subgraph, b: Subgraph): boolean {
  return isSameValue({ ...a, revision: 0 }, { ...b, revision: 0 })
}

interface BringIn {
  /** It differs from one that has its id: it comes under another one. */
  readonly staysBeside: (id: string, fresh: Subgraph) => boolean
  /** What the workflow has under an id gives way. */
  readonly replaces: boolean
}

function bringIn(
  workflow: Workflow,
  subgraphs: Subgraphs,
  { staysBeside, replaces }: BringIn,
): ReadonlyMap<string, string> {
  const ids = Object.keys(subgraphs)
  const beside = new Set(ids.filter((id) => staysBeside(id, subgraphs[id] as Subgraph)))
  // What holds one that is called differently is another one, too; what is replaced or new just holds it.
  const isKept = (id: string) => !replaces && subgraphNamed(workflow.subgraphs, id) !== undefined
  for (const changed of beside)
    for (const id of ids) if (isKept(id) && holds(subgraphs[id], changed)) beside.add(id)
  const taken = new Set([...Object.keys(workflow.subgraphs), ...ids])
  const names = new Map<string, string>()
  for (const id of ids) {
    const name = beside.has(id) ? freeName(taken, id) : id
    taken.add(name)
    names.set(id, name)
  }
  for (const [id, fresh] of Object.entries(subgraphs)) {
    const name = names.get(id) ?? id
    if (!isKept(name)) workflow.subgraphs[name] = withTypes(fresh, names, name !== id)
  }
  return names
}

const holds = (subgraph: Subgraph | undefined, inner: string): boolean =>
  Object.values(subgraph?.graph.nodes ?? {}).some(({ type }) => type === instanceType(inner))

function withTypes(subgraph: Subgraph, names: ReadonlyMap<string, string>, isBeside: boolean): Subgraph {
  const nodes = Object.entries(subgraph.graph.nodes).map(
    ([id, node]) => [id, { ...node, type: renamedType(node.type, names) }] as const,
  )
  const name = isBeside ? `${subgraph.name} 2` : subgraph.name
  // It is no copy of the library's any more: there is one under its id already.
  const revision = isBeside ? 0 : subgraph.revision
  return { ...subgraph, name, revision, graph: { ...subgraph.graph, nodes: Object.fromEntries(nodes) } }
}

/** The type of an instance whose definition is called differently now; of any other node its own. */
export function renamedType(type: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(subgraphIdOf(type) ?? '')
  return name === undefined ? type : instanceType(name)
}
