import { freeNodeId } from '../graph-edits.ts'
import { followersOf, ancestorsOf } from '../graph-order.ts'
import type { EdgeEnd, Graph, GraphEdge, GraphNode, NodeId } from '../graph.ts'
import type { Workflow } from '../workflow-file.ts'
import { type EditedLevel, levelIn, outside, setWires, wiresOf } from './boundary-wires.ts'
import { fieldsMovedInside } from './app-fields.ts'
import { fixedPorts, nextSeeds, promote } from './subgraph-ports.ts'
import {
  freeName,
  type InnerEnd,
  instanceType,
  portNamed,
  type Subgraph,
  type SubgraphPort,
  slugOf,
} from './subgraph.ts'

export interface MakeSubgraph {
  /** Of the new definition. */
  readonly id: string
  readonly name: string
  readonly nodes: readonly NodeId[]
  readonly notes?: readonly string[]
  /** Socket type of a port: cut wires become ports of it. */
  readonly typeOf: (end: EdgeEnd, side: 'out') => string
  /** Params every instance is to have for itself. */
  readonly params?: readonly (EdgeEnd & { readonly type: string })[]
}

/** Nodes that would wait for the subgraph and it for them: they lie between two of those it is made of. */
export function nodesBetween(graph: Graph, nodes: readonly NodeId[]): readonly NodeId[] {
  const chosen = new Set(nodes)
  const after = followersOf(graph, chosen)
  return [...ancestorsOf(graph, chosen)].filter((id) => after.has(id) && !chosen.has(id))
}

/**
 * Puts nodes of one of the workflow's graphs into a definition of their own and an instance in their place. Wires that
 * are cut become ports: one for each source, one for each output that is used. Changes what it is given.
 * @param place the definition whose graph it is; undefined for the workflow's own.
 */
export function makeSubgraph(workflow: Workflow, place: string | undefined, request: MakeSubgraph): NodeId {
  const level = levelIn(workflow, place)
  const { graph } = level
  const inside = new Set(request.nodes)
  const groups = groupsInside(graph, inside)
  const wires = wiresOf(level)
  const cut = cutPorts(level, wires, { inside, ...request })
  const definition: Subgraph = {
    ...{ revision: 0, name: request.name, inputs: cut.inputs, outputs: cut.outputs },
    graph: {
      nodes: pick(
        graph.nodes,
        (id) => inside.has(id),
        (node) => withoutLostParent(node, groups),
      ),
      edges: graph.edges.filter(({ from, to }) => inside.has(from.node) && inside.has(to.node)),
      groups: pick(graph.groups, (id) => groups.has(id)),
      notes: pick(graph.notes, (id) => request.notes?.includes(id) ?? false),
    },
  }
  for (const { type, ...end } of request.params ?? []) promote(definition, end, { type })
  const fixed = fixedPorts(definition)
  const nextSeed = nextSeeds(definition)
  const instance = {
    ...instanceOf(graph, request),
    ...(fixed.length > 0 && { fixed }),
    ...(Object.keys(nextSeed).length > 0 && { nextSeed }),
  }
  const kept = wires.filter(({ from, to }) => !inside.has(from.node) && !inside.has(to.node))
  graph.nodes = pick(graph.nodes, (id) => !inside.has(id))
  graph.groups = pick(graph.groups, (id) => !groups.has(id))
  graph.notes = pick(graph.notes, (id) => !request.notes?.includes(id))
  const id = freeNodeId(graph, slugOf(request.name))
  graph.nodes[id] = instance
  setWires(level, [...kept, ...cut.wiresTo(id)])
  workflow.subgraphs[request.id] = definition
  if (place === undefined) fieldsMovedInside(workflow, definition, { nodes: inside, instance: id })
  return id
}

function instanceOf(graph: Graph, { id, nodes }: MakeSubgraph): GraphNode {
  const chosen = nodes.flatMap((node) => graph.nodes[node] ?? [])
  const parents = new Set(chosen.map(({ parent }) => parent))
  const [parent] = parents
  const isKept = parents.size === 1 && chosen.length < membersOf(graph, parent)
  const position = {
    x: Math.min(...chosen.map((node) => node.position.x)),
    y: Math.min(...chosen.map((node) => node.position.y)),
  }
  return {
    ...{ type: instanceType(id), version: 1, params: {}, position },
    ...(isKept && parent !== undefined && { parent }),
  }
}

function membersOf({ nodes }: Graph, group: string | undefined): number {
  return Object.values(nodes).filter(({ parent }) => parent === group).length
}

/** Groups all of whose nodes go inside go with them. */
function groupsInside({ nodes, groups }: Graph, inside: ReadonlySet<NodeId>): ReadonlySet<string> {
  const members = (group: string) => Object.keys(nodes).filter((id) => nodes[id]?.parent === group)
  return new Set(
    Object.keys(groups).filter((group) => {
      const ids = members(group)
      return ids.length > 0 && ids.every((id) => inside.has(id))
    }),
  )
}

function withoutLostParent({ parent, ...node }: GraphNode, groups: ReadonlySet<string>): GraphNode {
  return parent !== undefined && groups.has(parent) ? { ...node, parent } : node
}

interface CutPorts {
  readonly inputs: SubgraphPort[]
  readonly outputs: SubgraphPort[]
  readonly wiresTo: (instance: NodeId) => GraphEdge[]
}

/** The ports in the order in which their nodes stand on the canvas, from top to bottom. */
function cutPorts(
  { graph, definition }: EditedLevel,
  wires: readonly GraphEdge[],
  { inside, typeOf }: Pick<MakeSubgraph, 'typeOf'> & { readonly inside: ReadonlySet<NodeId> },
): CutPorts {
  const height = ({ node }: EdgeEnd) => graph.nodes[node]?.position.y ?? 0
  const typeFrom = (end: EdgeEnd) =>
    end.node === outside.inputs
      ? (portNamed(definition, 'inputs', end.port)?.type ?? '*')
      : typeOf(end, 'out')
  const entering = wires
    .filter(({ from, to }) => !inside.has(from.node) && inside.has(to.node))
    .sort((a, b) => height(a.to) - height(b.to))
  const leaving = wires
    .filter(({ from, to }) => inside.has(from.node) && !inside.has(to.node))
    .sort((a, b) => height(a.from) - height(b.from))
  const inputs = new Map<string, SubgraphPort>()
  for (const { from, to, order } of entering) {
    const end: InnerEnd = order === undefined ? { ...to } : { ...to, order }
    const known = inputs.get(keyOf(from))
    if (known) known.inner.push(end)
    else inputs.set(keyOf(from), portOf(inputs, { ...to, type: typeFrom(from) }, [end]))
  }
  const outputs = new Map<string, SubgraphPort>()
  for (const { from } of leaving) {
    if (!outputs.has(keyOf(from)))
      outputs.set(keyOf(from), portOf(outputs, { ...from, type: typeFrom(from) }, [{ ...from }]))
  }
  const feeding = [...inputs].flatMap(([key, { name }]) => {
    const wire = entering.find(({ from }) => keyOf(from) === key)
    return wire ? [{ name, wire }] : []
  })
  const wiresTo = (node: NodeId): GraphEdge[] => [
    ...feeding.map(({ name, wire: { from, link } }) => ({
      ...{ from: { ...from }, to: { node, port: name } },
      ...(link && { link }),
    })),
    ...leaving.map((edge) => ({
      ...edge,
      from: { node, port: outputs.get(keyOf(edge.from))?.name ?? edge.from.port },
    })),
  ]
  return { inputs: [...inputs.values()], outputs: [...outputs.values()], wiresTo }
}

const keyOf = ({ node, port }: EdgeEnd): string => `${node} ${port}`

function portOf(
  ports: ReadonlyMap<string, SubgraphPort>,
  { port, type }: { readonly port: string; readonly type: string },
  inner: InnerEnd[],
): SubgraphPort {
  const taken = [...ports.values()].map(({ name }) => name)
  return { name: freeName(taken, port), type, inner }
}

function pick<T>(
  record: Readonly<Record<string, T>>,
  isWanted: (id: string) => boolean,
  change: (item: T) => T = (item) => item,
): Record<string, T> {
  const wanted = Object.entries(record).filter(([id]) => isWanted(id))
  return Object.fromEntries(wanted.map(([id, item]) => [id, change(item)]))
}
