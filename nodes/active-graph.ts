import type { EdgeEnd, Graph, GraphEdge, NodeId } from '../workflows/graph.ts'
import { followersOf, incomingEdges } from '../workflows/graph-order.ts'
import type { Problem } from '../workflows/problem.ts'
import { type Catalog, typesFit } from './catalog.ts'
import { problem } from './problem.ts'

export interface ActiveGraph {
  /** What is left to run: no muted or bypassed nodes, wires led around the bypassed ones. */
  readonly graph: Graph
  /** Nodes that do not run: muted, following a muted one, or bypassed. */
  readonly skipped: readonly NodeId[]
  readonly problems: readonly Problem[]
}

/** Applies the nodes' modes. A bypassed output stands for the first wired input of its type. */
export function activeGraph(graph: Graph, catalog: Catalog): ActiveGraph {
  const bypassed = nodesIn(graph, 'bypass')
  const muted = followersOf(graph, nodesIn(graph, 'mute'))
  const skipped = Object.keys(graph.nodes).filter((id) => muted.has(id) || bypassed.has(id))
  if (skipped.length === 0) return { graph, skipped, problems: [] }
  const gone = new Set(skipped)
  const router = makeRouter(graph, catalog)
  const edges = graph.edges
    .filter((edge) => !gone.has(edge.to.node))
    .flatMap((edge) => {
      const from = router.origin(edge.from)
      return from ? [{ ...edge, from }] : []
    })
  const nodes = Object.entries(graph.nodes).filter(([id]) => !gone.has(id))
  return {
    graph: { ...graph, nodes: Object.fromEntries(nodes), edges },
    skipped,
    problems: [...router.problems, ...mutedWarnings(graph)],
  }
}

function nodesIn(graph: Graph, mode: 'bypass' | 'mute'): ReadonlySet<NodeId> {
  return new Set(Object.entries(graph.nodes).flatMap(([id, node]) => (node.mode === mode ? [id] : [])))
}

interface Router {
  readonly problems: readonly Problem[]
  /** Where a value really comes from; undefined when a bypassed node has nothing to pass on. */
  origin(end: EdgeEnd): EdgeEnd | undefined
}

function makeRouter(graph: Graph, catalog: Catalog): Router {
  const problems: Problem[] = []
  const wires = firstWireByPort(graph.edges)

  /** Ends that were followed to their origin: a chain of bypassed nodes is walked once. */
  const origins = new Map<string, EdgeEnd>()

  /** @param seen the bypassed nodes on the way there; added to */
  function origin(end: EdgeEnd, seen: Set<NodeId>): EdgeEnd | undefined {
    const place = `${end.node} ${end.port}`
    const found = origins.get(place) ?? follow(end, seen)
    if (found) origins.set(place, found)
    return found
  }

  function follow(end: EdgeEnd, seen: Set<NodeId>): EdgeEnd | undefined {
    const node = graph.nodes[end.node]
    if (node?.mode !== 'bypass' || seen.has(end.node)) return end
    const definition = catalog.nodes.get(node.type)
    if (!definition) return followByName(end, seen)
    const wanted = definition.outputs[end.port]?.socket.type
    if (!wanted) return undefined
    const fitting = Object.keys(definition.inputs).filter((port) =>
      typesFit(definition.inputs[port]?.socket.type ?? '', wanted),
    )
    if (fitting.length === 0) problems.push(withoutMatch(end.node, wanted))
    const wire = fitting.map((port) => wires.get(`${end.node} ${port}`)).find(Boolean)
    return wire && origin(wire.from, seen.add(end.node))
  }

  /** Of a node that is not installed only names are known: what leaves at `MODEL` came in at `model`. */
  function followByName(end: EdgeEnd, seen: Set<NodeId>): EdgeEnd | undefined {
    const wire = incomingEdges(graph)
      .get(end.node)
      ?.find(({ to }) => passesByName(to.port, end.port))
    if (!wire) problems.push(withoutMatch(end.node, end.port))
    return wire && origin(wire.from, seen.add(end.node))
  }
  return { problems, origin: (end) => origin(end, new Set()) }
}

/** Whether what comes in at a port of a node that is not installed leaves it at the other while it is bypassed. */
export function passesByName(input: string, output: string): boolean {
  const plain = (port: string) => port.toLowerCase().replace(/s$/, '')
  return plain(input) === plain(output)
}

function firstWireByPort(edges: readonly GraphEdge[]): ReadonlyMap<string, GraphEdge> {
  const sorted = [...edges].sort((a, b) => (b.order ?? 0) - (a.order ?? 0))
  return new Map(sorted.map((edge) => [`${edge.to.node} ${edge.to.port}`, edge]))
}

function withoutMatch(node: NodeId, wanted: string): Problem {
  return problem('bypass-without-match', { node, wanted }, { node })
}

/** The direct followers of a muted node do not run either; their ports say why. */
function mutedWarnings(graph: Graph): readonly Problem[] {
  return graph.edges.flatMap(({ from, to }) => {
    if (graph.nodes[from.node]?.mode !== 'mute' || graph.nodes[to.node]?.mode === 'mute') return []
    const values = { port: to.port, node: from.node }
    return [problem('muted-upstream', values, { level: 'warning', node: to.node, port: to.port })]
  })
}
