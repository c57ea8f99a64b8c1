import type { Graph, GraphNode, NodeId } from '../graph.ts'
import { graphOrder, incomingEdges } from '../graph-order.ts'

export const columnWidth = 320
export const rowHeight = 240

/** Nodes in columns by what they wait for, for graphs that say nothing about places. */
export function inColumns(nodes: Graph['nodes'], edges: Graph['edges']): Graph['nodes'] {
  const columns = columnsOf({ nodes, edges })
  const rows = new Map<number, number>()
  const placed = Object.entries(nodes).map(([id, node]): [NodeId, GraphNode] => {
    const column = columns.get(id) ?? 0
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    return [id, { ...node, position: { x: column * columnWidth, y: row * rowHeight } }]
  })
  return Object.fromEntries(placed)
}

/** Longest way of each node from one without wires; 0 for nodes of a circle, which a damaged file may have. */
export function columnsOf({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>): ReadonlyMap<NodeId, number> {
  const columns = new Map<NodeId, number>()
  const graph = { nodes, edges }
  const incoming = incomingEdges(graph)
  for (const id of graphOrder(graph).order) {
    const before = (incoming.get(id) ?? []).map(({ from }) => columns.get(from.node) ?? -1)
    columns.set(id, 1 + before.reduce((most, column) => Math.max(most, column), -1))
  }
  return columns
}
