import type { Graph, GraphEdge, NodeId } from './graph.ts'
import { oncePerSource } from './once-per-source.ts'

type Wiring = Pick<Graph, 'nodes' | 'edges'>
type Neighbours = ReadonlyMap<NodeId, readonly NodeId[]>

export interface GraphOrder {
  /** Nodes so that each comes after all it depends on; nodes of a cycle and what follows them are missing. */
  readonly order: readonly NodeId[]
  /** Nodes that wait for each other; empty when the graph can run. */
  readonly cycle: readonly NodeId[]
}

/** Orders the graph in linear time, stable in the order in which nodes were added. Wires to nowhere are ignored. */
export const graphOrder = oncePerSource((graph: Wiring): GraphOrder => {
  const ids = Object.keys(graph.nodes)
  const order = peel(ids, sourcesByNode(graph), followersByNode(graph))
  const done = new Set(order)
  const stuck = ids.filter((id) => !done.has(id))
  // What only follows a cycle is peeled off from the other side, so that the report names the cycle itself.
  const follows = new Set(peel(stuck, within(stuck, followersByNode(graph)), sourcesByNode(graph)))
  return { order, cycle: stuck.filter((id) => !follows.has(id)) }
})

/** The nodes themselves and all they depend on. */
export function ancestorsOf(graph: Wiring, nodes: Iterable<NodeId>): ReadonlySet<NodeId> {
  return reach(nodes, sourcesByNode(graph))
}

/** The nodes themselves and all that depends on them. */
export function followersOf(graph: Wiring, nodes: Iterable<NodeId>): ReadonlySet<NodeId> {
  return reach(nodes, followersByNode(graph))
}

/** All wires by the node they end at, each list in the wires' order; one pass instead of a search per port. */
export const incomingEdges = oncePerSource((graph: Wiring): ReadonlyMap<NodeId, readonly GraphEdge[]> => {
  const groups = new Map<NodeId, GraphEdge[]>()
  for (const edge of [...graph.edges].sort((a, b) => (a.order ?? 0) - (b.order ?? 0))) {
    const list = groups.get(edge.to.node)
    if (list) list.push(edge)
    else groups.set(edge.to.node, [edge])
  }
  return groups
})

/** Takes off, again and again, the nodes nothing is left to wait for. */
function peel(ids: readonly NodeId[], waitsFor: Neighbours, unblocks: Neighbours): NodeId[] {
  const left = new Map(ids.map((id) => [id, waitsFor.get(id)?.length ?? 0]))
  const ready = ids.filter((id) => left.get(id) === 0)
  // `ready` grows while it is walked: each node is appended when its last source is done.
  for (const id of ready) {
    for (const follower of unblocks.get(id) ?? []) {
      const count = left.get(follower)
      if (count === undefined) continue
      left.set(follower, count - 1)
      if (count === 1) ready.push(follower)
    }
  }
  return ready
}

function within(ids: readonly NodeId[], neighbours: Neighbours): Neighbours {
  const kept = new Set(ids)
  return new Map(ids.map((id) => [id, (neighbours.get(id) ?? []).filter((other) => kept.has(other))]))
}

function reach(start: Iterable<NodeId>, neighbours: Neighbours): ReadonlySet<NodeId> {
  const found = new Set(start)
  // A set can grow while it is walked; new members are visited too.
  for (const id of found) for (const next of neighbours.get(id) ?? []) found.add(next)
  return found
}

const sourcesByNode = oncePerSource((graph: Wiring) => group(graph, 'to', 'from'))
const followersByNode = oncePerSource((graph: Wiring) => group(graph, 'from', 'to'))

type Side = 'from' | 'to'

function group({ nodes, edges }: Wiring, by: Side, other: Side): Neighbours {
  const groups = new Map<NodeId, NodeId[]>()
  for (const edge of edges) {
    const key = edge[by].node
    const value = edge[other].node
    if (!(key in nodes) || !(value in nodes)) continue
    const list = groups.get(key)
    if (list) list.push(value)
    else groups.set(key, [value])
  }
  return groups
}
