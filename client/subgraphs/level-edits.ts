import { connect, disconnect } from '../../workflows/graph-edits.ts'
import type { Graph, GraphEdge } from '../../workflows/graph.ts'
import { boundaryWires, outside } from '../../workflows/subgraphs/boundary-wires.ts'
import type { Subgraph } from '../../workflows/subgraphs/subgraph.ts'
import { feed, promote, promoteOutput, setSource, unfeed } from '../../workflows/subgraphs/subgraph-ports.ts'
import { portAt } from '../library/ports.ts'
import { newPort, touchesOutside } from './boundary-ports.ts'

/** Wires of the graph in view, where some end at the ports of the subgraph it is inside of. */

/** Connects within the graph, or with a port of the subgraph; one let go at `+` makes the port. */
export function connectInView(graph: Graph, definition: Subgraph | undefined, edge: GraphEdge): void {
  const { from, to } = edge
  const target = portAt(graph, to, 'in')
  if (!definition || !touchesOutside(edge)) {
    if (definition && !target?.many) unfeed(definition, to)
    connect(graph, edge, target?.many)
    return
  }
  if (from.node === outside.inputs) {
    if (from.port === newPort) promoteAnew(definition, to, target?.type ?? '*')
    else feed(definition, from.port, { ...to, many: target?.many })
    return
  }
  const type = portAt(graph, from, 'out')?.type ?? '*'
  if (to.port === newPort) promoteOutput(definition, from, { type })
  else setSource(definition, to.port, from)
}

/** A port that was fed by another one goes over to the new one. */
function promoteAnew(definition: Subgraph, end: GraphEdge['to'], type: string): void {
  unfeed(definition, end)
  const isSame = ({ to }: GraphEdge) => to.node === end.node && to.port === end.port
  definition.graph.edges = definition.graph.edges.filter((edge) => !isSame(edge))
  promote(definition, end, { type })
}

export function disconnectInView(graph: Graph, definition: Subgraph | undefined, edge: GraphEdge): void {
  const { from, to } = edge
  if (!definition || !touchesOutside(edge)) disconnect(graph, edge)
  else if (from.node === outside.inputs) unfeed(definition, to, from.port)
  else setSource(definition, to.port, undefined)
}

/** Cuts those of the subgraph's own wires that are wanted. */
export function cutPorts(
  graph: Graph,
  definition: Subgraph | undefined,
  isWanted: (edge: GraphEdge) => boolean,
): void {
  if (!definition) return
  for (const edge of boundaryWires(definition)) if (isWanted(edge)) disconnectInView(graph, definition, edge)
}
