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

/** Some nodes and the wires between them, as the clipboard carries them; plain JSON text, so it can be sent. */
export const graphFragmentSchema = z.object({
  format: z.literal('reelgraph-fragment'),
  nodes: z.record(nodeIdSchema, graphNodeSchema),
  edges: z.array(edgeSchema),
})
type GraphFragment = z.infer<typeof graphFragmentSchema>

export function copyFragment(graph: Graph, ids: readonly NodeId[]): GraphFragment {
  const wanted = new Set(ids)
  const nodes = Object.entries(graph.nodes).filter(([id]) => wanted.has(id))
  return {
    format: 'reelgraph-fragment',
    nodes: Object.fromEntries(nodes.map(([id, node]) => [id, ownCopy(node)])),
    edges: graph.edges.filter((edge) => wanted.has(edge.to.node) && wanted.has(edge.from.node)),
  }
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

/** Adds a fragment, moved by `offset`, under free ids; returns the new ids. */
export function pasteFragment(graph: Graph, fragment: GraphFragment, offset: Point): NodeId[] {
  const renamed = new Map<NodeId, NodeId>()
  for (const [id, node] of Object.entries(fragment.nodes)) {
    const free = freeNodeId(graph, id)
    renamed.set(id, free)
    const position = { x: node.position.x + offset.x, y: node.position.y + offset.y }
    graph.nodes[free] = { ...ownCopy(node), position, parent: undefined }
  }
  for (const { from, to, order } of fragment.edges) {
    const source = renamed.get(from.node)
    const target = renamed.get(to.node)
    if (!source || !target) continue
    graph.edges.push({ from: { ...from, node: source }, to: { ...to, node: target }, order })
  }
  return [...renamed.values()]
}
