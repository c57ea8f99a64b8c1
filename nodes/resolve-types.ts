import type { EdgeEnd, Graph, NodeId } from '../workflows/graph.ts'
import { incomingEdges } from '../workflows/graph-order.ts'
import type { Catalog } from './catalog.ts'

/** Output types by node and port, where `*` has become the type of what flows into the node. */
export type ResolvedTypes = ReadonlyMap<NodeId, Readonly<Record<string, string>>>

/**
 * Resolves the `*` outputs of a graph: they take the type of the first wire into one of the node's `*` inputs.
 * @param order the nodes in topological order; others stay out of the answer.
 */
export function resolveTypes(graph: Graph, catalog: Catalog, order: readonly NodeId[]): ResolvedTypes {
  const types = new Map<NodeId, Readonly<Record<string, string>>>()
  const incoming = incomingEdges(graph)
  for (const id of order) {
    const definition = catalog.nodes.get(graph.nodes[id]?.type ?? '')
    if (!definition) continue
    const wildcard =
      (incoming.get(id) ?? [])
        .filter(({ to }) => definition.inputs[to.port]?.socket.type === '*')
        .map(({ from }) => typeOf(types, from))
        .find((type) => type !== undefined && type !== '*') ?? '*'
    const outputs = Object.entries(definition.outputs).map(([name, port]) => {
      const { type } = port.socket
      return [name, type === '*' ? wildcard : type]
    })
    types.set(id, Object.fromEntries(outputs) as Record<string, string>)
  }
  return types
}

/** The resolved type of one output; undefined when node or port is not known. */
export function typeOf(types: ResolvedTypes, from: EdgeEnd): string | undefined {
  return types.get(from.node)?.[from.port]
}
