import type { Graph, GraphEdge } from '../graph.ts'
import type { Workflow } from '../workflow-file.ts'
import { portNamed, type Subgraph, subgraphNamed } from './subgraph.ts'

/** Ends of wires outside a definition's graph; no node can be called like this. */
export const outside = { inputs: 'outside:inputs', outputs: 'outside:outputs' } as const

/** What the ports of a definition lead to, as wires from outside in and from inside out. */
export function boundaryWires({ inputs, outputs }: Pick<Subgraph, 'inputs' | 'outputs'>): GraphEdge[] {
  return [
    ...inputs.flatMap(({ name, inner }) =>
      inner.map(({ order, ...to }) => ({
        ...{ from: { node: outside.inputs, port: name }, to },
        ...(order !== undefined && { order }),
      })),
    ),
    ...outputs.flatMap(({ name, inner }) =>
      inner.map(({ node, port }) => ({ from: { node, port }, to: { node: outside.outputs, port: name } })),
    ),
  ]
}

export const isBoundary = ({ from, to }: Pick<GraphEdge, 'from' | 'to'>): boolean =>
  from.node === outside.inputs || to.node === outside.outputs

/** Lets the ports lead to what the wires say; those of the definition's own graph are left out. */
export function setBoundaryWires(definition: Subgraph, wires: readonly GraphEdge[]): void {
  const before = boundaryWires(definition)
  const after = wires.filter(isBoundary)
  if (JSON.stringify(before) === JSON.stringify(after)) return
  for (const port of [...definition.inputs, ...definition.outputs]) port.inner = []
  for (const { from, to, order } of after) {
    const isInput = from.node === outside.inputs
    const port = isInput
      ? portNamed(definition, 'inputs', from.port)
      : portNamed(definition, 'outputs', to.port)
    const end = isInput ? to : from
    port?.inner.push({ node: end.node, port: end.port, ...(order !== undefined && isInput && { order }) })
  }
}

/** A graph that is edited, and the definition it belongs to. */
export interface EditedLevel {
  readonly graph: Graph
  readonly definition?: Subgraph
}

/** The workflow's own graph, or that of a definition. */
export function levelIn({ graph, subgraphs }: Workflow, inside: string | undefined): EditedLevel {
  const definition = inside === undefined ? undefined : subgraphNamed(subgraphs, inside)
  return definition ? { graph: definition.graph, definition } : { graph }
}

/** All wires of a level, those of the definition's ports too. */
export function wiresOf({ graph, definition }: EditedLevel): GraphEdge[] {
  return definition ? [...graph.edges, ...boundaryWires(definition)] : graph.edges
}

export function setWires({ graph, definition }: EditedLevel, wires: readonly GraphEdge[]): void {
  graph.edges = wires.filter((wire) => !isBoundary(wire))
  if (definition) setBoundaryWires(definition, wires)
}
