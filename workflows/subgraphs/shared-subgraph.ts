import { z } from 'zod'
import type { Workflow } from '../workflow-file.ts'
import {
  allGraphs,
  instanceType,
  portNamed,
  type Subgraph,
  subgraphNamed,
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

/** Copies a packed subgraph into the workflow; definitions it has already stay as they are. */
export function addPacked(workflow: Workflow, { subgraphs }: Pick<PackedSubgraph, 'subgraphs'>): void {
  for (const [id, subgraph] of Object.entries(subgraphs)) {
    if (!Object.hasOwn(workflow.subgraphs, id)) workflow.subgraphs[id] = subgraph
  }
}

/** Puts the library's state in place of the workflow's. Values and wires of ports that are gone go with them. */
export function updatePacked(workflow: Workflow, { subgraphs }: PackedSubgraph): void {
  for (const [id, subgraph] of Object.entries(subgraphs)) {
    workflow.subgraphs[id] = subgraph
    dropLostPorts(workflow, id, subgraph)
  }
}

function dropLostPorts(workflow: Workflow, id: string, subgraph: Subgraph): void {
  const type = instanceType(id)
  for (const graph of allGraphs(workflow)) {
    const isInstance = (node: string) => graph.nodes[node]?.type === type
    for (const node of Object.values(graph.nodes)) {
      if (node.type !== type) continue
      for (const name of Object.keys(node.params))
        if (!portNamed(subgraph, 'inputs', name)) Reflect.deleteProperty(node.params, name)
    }
    graph.edges = graph.edges.filter(
      ({ from, to }) =>
        (!isInstance(from.node) || portNamed(subgraph, 'outputs', from.port)) &&
        (!isInstance(to.node) || portNamed(subgraph, 'inputs', to.port)),
    )
  }
}
