import type { Graph, GraphEdge, NodeId } from '../workflows/graph.ts'
import { incomingEdges } from '../workflows/graph-order.ts'
import { isSweep } from '../workflows/sweep.ts'
import type { Catalog } from './catalog.ts'
import type { AnyNodeDefinition } from './define-node.ts'

interface TakenBranches {
  readonly graph: Graph
  /** Nodes with lazy inputs of which it is known already what they ask for. */
  readonly decided: ReadonlySet<NodeId>
}

/**
 * The graph without the wires of branches that are surely not taken: a switch whose side is typed in, not wired,
 * asks for that side only. What leads to the other one is then neither checked, planned nor part of a key.
 */
export function takenBranches(graph: Graph, catalog: Catalog): TakenBranches {
  const incoming = incomingEdges(graph)
  const gone = new Set<GraphEdge>()
  const decided = new Set<NodeId>()
  for (const [id, node] of Object.entries(graph.nodes)) {
    const definition = catalog.nodes.get(node.type)
    const wires = incoming.get(id) ?? []
    if (!definition?.needs || !wires.every(({ to }) => definition.inputs[to.port]?.lazy)) continue
    if (Object.values(node.params).some(isSweep)) continue
    const asked = new Set(definition.needs({ inputs: {}, params: withDefaults(definition, node.params) }))
    decided.add(id)
    for (const wire of wires) if (!asked.has(wire.to.port)) gone.add(wire)
  }
  if (gone.size === 0) return { graph, decided }
  return { graph: { ...graph, edges: graph.edges.filter((edge) => !gone.has(edge)) }, decided }
}

function withDefaults({ params }: AnyNodeDefinition, given: Readonly<Record<string, unknown>>) {
  const defaults = Object.entries(params).map(([name, param]) => [name, param.default])
  return { ...Object.fromEntries(defaults), ...given } as Record<string, unknown>
}
