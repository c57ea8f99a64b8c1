import { z } from 'zod'
import { freeNodeId, type Point } from './graph-edits.ts'
import {
  edgeSchema,
  type Graph,
  type GraphNode,
  graphNodeSchema,
  type NodeId,
  nodeIdSchema,
} from './graph.ts'
import { type Subgraph, subgraphIdOf, type Subgraphs, subgraphsSchema } from './subgraphs/subgraph.ts'
import { neededBy } from './subgraphs/subgraph-uses.ts'

/** Some nodes and the wires between them, as the clipboard carries them; plain JSON text, so it can be sent. */
export const graphFragmentSchema = z.object({
  format: z.literal('reelgraph-fragment'),
  nodes: z.record(nodeIdSchema, graphNodeSchema),
  edges: z.array(edgeSchema),
  /** Wires into these nodes from others, to be kept when they are pasted beside what feeds them. */
  incoming: z.array(edgeSchema).default([]),
  /** What its instances stand for. */
  subgraphs: subgraphsSchema.default({}),
  /** Id of the workflow it was copied from: pasted there, instances stand for what they stand for by then. */
  workflow: z.string().optional(),
})
type GraphFragment = z.infer<typeof graphFragmentSchema>

export function copyFragment(graph: Graph, ids: readonly NodeId[], subgraphs: Subgraphs = {}): GraphFragment {
  const wanted = new Set(ids)
  const nodes = Object.entries(graph.nodes).filter(([id]) => wanted.has(id))
  return {
    format: 'reelgraph-fragment',
    nodes: Object.fromEntries(nodes.map(([id, node]) => [id, ownCopy(node)])),
    edges: graph.edges.filter((edge) => wanted.has(edge.to.node) && wanted.has(edge.from.node)),
    incoming: graph.edges.filter((edge) => wanted.has(edge.to.node) && !wanted.has(edge.from.node)),
    subgraphs: definitionsOf(nodes, subgraphs),
  }
}

function definitionsOf(
  nodes: readonly [NodeId, GraphNode][],
  subgraphs: Subgraphs,
): Record<string, Subgraph> {
  const used = nodes.flatMap(([, { type }]) => subgraphIdOf(type) ?? [])
  const needed = new Set(used.flatMap((id) => [...neededBy({ subgraphs }, id)]))
  return Object.fromEntries(Object.entries(subgraphs).filter(([id]) => needed.has(id)))
}

/** Param values are never changed in place, so the copy may share them. */
function ownCopy(node: GraphNode): GraphNode {
  return { ...node, params: { ...node.params }, position: { ...node.position } }
}

/** Top left corner of a fragment, to place it under the pointer. */
export function fragmentOrigin(fragment: GraphFragment): Point {
  const positions = Object.values(fragment.nodes).map((node) => node.position)
  return {
    x: Math.min(...positions.map((position) => position.x)),
    y: Math.min(...positions.map((position) => position.y)),
  }
}

interface PasteOptions {
  readonly offset: Point
  /** Keeps the wires from nodes that are in the graph but not in the fragment. */
  readonly keepLinks: boolean
}

/** Adds a fragment, moved by `offset`, under free ids; returns the new ids. */
export function pasteFragment(graph: Graph, fragment: GraphFragment, options: PasteOptions): NodeId[] {
  const { offset, keepLinks } = options
  const renamed = new Map<NodeId, NodeId>()
  for (const [id, node] of Object.entries(fragment.nodes)) {
    const free = freeNodeId(graph, id)
    renamed.set(id, free)
    const position = { x: node.position.x + offset.x, y: node.position.y + offset.y }
    graph.nodes[free] = { ...ownCopy(node), position, parent: undefined }
  }
  for (const { from, to, bends, ...rest } of fragment.edges) {
    const source = renamed.get(from.node)
    const target = renamed.get(to.node)
    if (!source || !target) continue
    const ends = { from: { ...from, node: source }, to: { ...to, node: target } }
    const moved = bends?.map(({ x, y }) => ({ x: x + offset.x, y: y + offset.y }))
    graph.edges.push(moved ? { ...rest, ...ends, bends: moved } : { ...rest, ...ends })
  }
  for (const { from, to } of keepLinks ? fragment.incoming : []) {
    const target = renamed.get(to.node)
    if (target && from.node in graph.nodes) graph.edges.push({ from, to: { ...to, node: target } })
  }
  return [...renamed.values()]
}
