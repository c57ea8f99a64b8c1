import type { Graph, GraphEdge } from '../workflows/graph.ts'
import { incomingEdges } from '../workflows/graph-order.ts'
import type { Problem } from '../workflows/problem.ts'
import { type Catalog, targetPort, typesFit } from './catalog.ts'
import { problem } from './problem.ts'
import { type ResolvedTypes, typeOf } from './resolve-types.ts'

/** Wires that lead to nodes or ports that are not there, and ports with more wires than they take. */
export function checkWiring(graph: Graph, catalog: Catalog): readonly Problem[] {
  return [...graph.edges.flatMap((edge) => danglingEnds(edge, graph, catalog)), ...crowded(graph, catalog)]
}

/** Wires whose value does not fit the port they end at. */
export function checkTypes(graph: Graph, catalog: Catalog, types: ResolvedTypes): readonly Problem[] {
  return graph.edges.flatMap(({ from, to }) => {
    const given = typeOf(types, from)
    const definition = catalog.nodes.get(graph.nodes[to.node]?.type ?? '')
    const wanted = definition && targetPort(definition, to.port)?.type
    if (!given || !wanted || typesFit(given, wanted)) return []
    return [problem('wrong-type', { port: to.port, wanted, given }, { node: to.node, port: to.port })]
  })
}

/** Inputs that must be wired and are not. */
export function checkRequired(graph: Graph, catalog: Catalog): readonly Problem[] {
  const incoming = incomingEdges(graph)
  return Object.entries(graph.nodes).flatMap(([node, { type }]) => {
    const wired = new Set(incoming.get(node)?.map(({ to }) => to.port))
    return Object.entries(catalog.nodes.get(type)?.inputs ?? {}).flatMap(([port, input]) => {
      if (input.optional || input.lazy || input.many || wired.has(port)) return []
      return [problem('input-missing', { port, wanted: input.socket.type }, { node, port })]
    })
  })
}

function danglingEnds(edge: GraphEdge, graph: Graph, catalog: Catalog): readonly Problem[] {
  const { from, to } = edge
  if (!(to.node in graph.nodes))
    return [problem('edge-to-missing-node', { node: to.node }, { node: from.node })]
  const place = { node: to.node, port: to.port }
  if (!(from.node in graph.nodes)) return [problem('edge-to-missing-node', { node: from.node }, place)]
  const target = catalog.nodes.get(graph.nodes[to.node]?.type ?? '')
  if (target && !targetPort(target, to.port)) {
    return [problem('edge-to-missing-port', { port: to.port, node: to.node }, place)]
  }
  const source = catalog.nodes.get(graph.nodes[from.node]?.type ?? '')
  if (source && !(from.port in source.outputs)) {
    return [problem('edge-to-missing-port', { port: from.port, node: from.node }, place)]
  }
  return []
}

function crowded(graph: Graph, catalog: Catalog): readonly Problem[] {
  const counts = new Map<string, number>()
  for (const { to } of graph.edges) {
    const key = `${to.node} ${to.port}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].flatMap(([key, count]) => {
    const [node = '', port = ''] = key.split(' ')
    const definition = catalog.nodes.get(graph.nodes[node]?.type ?? '')
    if (count < 2 || !definition || targetPort(definition, port)?.many !== false) return []
    return [problem('too-many-edges', { port, count }, { node, port })]
  })
}
