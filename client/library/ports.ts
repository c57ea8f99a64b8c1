import { passesByName } from '../../nodes/active-graph.ts'
import { typesFit } from '../../nodes/catalog.ts'
import type { NodeData, ParamData } from '../../nodes/node-data.ts'
import type { Graph, GraphEdge } from '../../workflows/graph.ts'
import { wouldCycle } from '../../workflows/graph-edits.ts'
import type { LocalText } from '../../workflows/text.ts'
import { boundaryPort, isOutside } from '../subgraphs/boundary-ports.ts'
import type { LooseEnd } from '../view/view-store.ts'
import { nodeData } from './installed-store.ts'

/** A place where a wire may start or end: a declared port, or a param that a wire can drive. */
export interface Port {
  readonly name: string
  readonly type: string
  readonly label: LocalText
  readonly side: 'in' | 'out'
  readonly many: boolean
  readonly optional: boolean
  readonly param?: ParamData
}

const paramPort = (param: ParamData): Port => ({
  ...{ name: param.name, type: param.type, label: param.label, param },
  ...{ side: 'in', many: false, optional: true },
})

const known = new WeakMap<NodeData, readonly Port[]>()

/** A definition never changes, so its ports are made once. */
export function portsOf(node: NodeData): readonly Port[] {
  const made = known.get(node)
  if (made) return made
  const ports = [
    ...node.inputs.map((port): Port => ({ ...port, side: 'in' })),
    ...node.params.map(paramPort),
    ...node.outputs.map((port): Port => ({ ...port, side: 'out' })),
  ]
  known.set(node, ports)
  return ports
}

export function findPort(node: NodeData | undefined, name: string, side: 'in' | 'out'): Port | undefined {
  return node && portsOf(node).find((port) => port.name === name && port.side === side)
}

/** The port of a graph's node, whether declared or unknown. */
export function portAt(graph: Graph, end: GraphEdge['from'], side: 'in' | 'out'): Port | undefined {
  if (isOutside(end.node)) return boundaryPort(end)
  return findPort(nodeData(graph.nodes[end.node]?.type ?? ''), end.port, side)
}

/** The first port of a node that a loose end fits; required inputs come before params. */
export function fittingPort(node: NodeData, loose: Pick<LooseEnd, 'type' | 'side'>): Port | undefined {
  const wanted = loose.side === 'out' ? 'in' : 'out'
  const fitting = portsOf(node).filter((port) => port.side === wanted && typesFit(port.type, loose.type))
  return (
    fitting.find((port) => port.type === loose.type && !port.param) ??
    fitting.find((port) => !port.param) ??
    fitting[0]
  )
}

export type ConnectionRefusal =
  | { readonly why: 'type'; readonly given: string; readonly wanted: string }
  | { readonly why: 'cycle' | 'itself' | 'unknown' }

/** Why a wire may not be there; undefined when it may. */
export function refusal(graph: Graph, edge: Pick<GraphEdge, 'from' | 'to'>): ConnectionRefusal | undefined {
  if (edge.from.node === edge.to.node) return { why: 'itself' }
  const from = portAt(graph, edge.from, 'out')
  const to = portAt(graph, edge.to, 'in')
  // A port of a subgraph stands for one inside: from port to port there is nothing.
  const isEmpty = isOutside(edge.from.node) && isOutside(edge.to.node)
  if (!from || !to || isEmpty) return { why: 'unknown' }
  if (!typesFit(from.type, to.type)) return { why: 'type', given: from.type, wanted: to.type }
  return wouldCycle(graph, edge.from.node, edge.to.node) ? { why: 'cycle' } : undefined
}

/** The input whose value goes straight through to an output when the node is bypassed or cut out. */
export function passThroughInput(node: NodeData | undefined, output: string): string | undefined {
  const type = node?.outputs.find((port) => port.name === output)?.type
  return node?.inputs.find((port) => port.type === type)?.name
}

/** The type of a wired output that nothing could go straight through to: a node with one cannot be bypassed. */
export function lostByBypass(graph: Graph, id: string): string | undefined {
  const node = nodeData(graph.nodes[id]?.type ?? '')
  const wired = node?.outputs.filter(({ name }) =>
    graph.edges.some(({ from }) => from.node === id && from.port === name),
  )
  return wired?.find(({ type }) => !node?.inputs.some((input) => typesFit(input.type, type)))?.type
}

/** Ends of wires that get nothing any more once a node that is not installed is left out. */
export function lostWithoutGhost({ edges }: Graph, id: string): readonly GraphEdge['to'][] {
  const incoming = edges.filter(({ to }) => to.node === id)
  return edges
    .filter(({ from }) => from.node === id && !incoming.some(({ to }) => passesByName(to.port, from.port)))
    .map(({ to }) => to)
}
