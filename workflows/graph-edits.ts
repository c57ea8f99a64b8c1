import type { EdgeEnd, Graph, GraphEdge, GraphNode, NodeId } from './graph.ts'
import type { JsonValue } from './json.ts'

/**
 * The edits a person can make to a graph. Each one changes the graph it is given, which is either
 * an immer draft (the editor: the change becomes an undo step) or a copy of one's own.
 */

export interface Point {
  readonly x: number
  readonly y: number
}

/** Which input passes its value on when a node is gone: `undefined` when nothing fits. */
type PassThrough = (node: NodeId, output: string) => string | undefined

/** `prompt`, then `prompt-2`, `prompt-3` …: the first that is free. */
export function freeNodeId(graph: Graph, wanted: string): NodeId {
  const base = wanted.replace(/-\d+$/, '')
  if (!(wanted in graph.nodes)) return wanted
  let count = 2
  while (`${base}-${count}` in graph.nodes) count += 1
  return `${base}-${count}`
}

/** Adds a node under a free id made from its type, or from another word. */
export function addNode(graph: Graph, node: GraphNode, wanted = node.type): NodeId {
  const id = freeNodeId(graph, wanted)
  graph.nodes[id] = node
  return id
}

function sameEnd(a: EdgeEnd, b: EdgeEnd): boolean {
  return a.node === b.node && a.port === b.port
}

export function sameEdge(a: GraphEdge, b: GraphEdge): boolean {
  return sameEnd(a.from, b.from) && sameEnd(a.to, b.to)
}

/** A port that takes one wire lets go of the one it has; one that takes many gets it as its last. */
export function connect(graph: Graph, { from, to }: GraphEdge, many = false): void {
  if (graph.edges.some((edge) => sameEdge(edge, { from, to }))) return
  if (!many) graph.edges = graph.edges.filter((edge) => !sameEnd(edge.to, to))
  const orders = graph.edges.filter((edge) => sameEnd(edge.to, to)).map((edge) => edge.order ?? 0)
  graph.edges.push(many ? { from, to, order: Math.max(-1, ...orders) + 1 } : { from, to })
}

export function disconnect(graph: Graph, gone: GraphEdge): void {
  graph.edges = graph.edges.filter((edge) => !sameEdge(edge, gone))
}

export function removeNodes(graph: Graph, ids: readonly NodeId[]): void {
  const gone = new Set(ids.filter((id) => id in graph.nodes))
  if (gone.size === 0) return
  graph.edges = graph.edges.filter((edge) => !gone.has(edge.from.node) && !gone.has(edge.to.node))
  graph.nodes = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => !gone.has(id)))
}

/** Removes nodes one by one and closes the gap each leaves with a wire of the same type. */
export function removeNodesReconnecting(
  graph: Graph,
  ids: readonly NodeId[],
  passThrough: PassThrough,
): void {
  for (const id of ids) {
    const bridges = bridgesOver(graph, id, passThrough)
    removeNodes(graph, [id])
    for (const bridge of bridges) {
      const taken = graph.edges.some((edge) => sameEnd(edge.to, bridge.to))
      if (!taken || bridge.order !== undefined) graph.edges.push(bridge)
    }
  }
}

function bridgesOver(graph: Graph, id: NodeId, passThrough: PassThrough): GraphEdge[] {
  return graph.edges
    .filter((edge) => edge.from.node === id && edge.to.node !== id)
    .flatMap((leaving) => {
      const input = passThrough(id, leaving.from.port)
      const source = graph.edges.find((edge) => edge.to.node === id && edge.to.port === input)
      return source ? [{ ...leaving, from: { ...source.from } }] : []
    })
}

/** Puts a node into a wire: what came from `edge.from` now goes through `input` and out of `output`. */
export function insertIntoEdge(
  graph: Graph,
  edge: GraphEdge,
  through: { readonly node: NodeId; readonly input: string; readonly output: string },
): void {
  const place = graph.edges.findIndex((other) => sameEdge(other, edge))
  const cut = graph.edges[place]
  if (!cut) return
  graph.edges[place] = { ...cut, from: { node: through.node, port: through.output } }
  connect(graph, { from: { ...edge.from }, to: { node: through.node, port: through.input } })
}

export function setParam(graph: Graph, at: EdgeEnd, value: JsonValue): void {
  const node = graph.nodes[at.node]
  if (node) node.params[at.port] = value
}

export function moveNodes(graph: Graph, positions: Readonly<Record<NodeId, Point>>): void {
  for (const [id, position] of Object.entries(positions)) {
    const node = graph.nodes[id]
    if (node) node.position = { ...position }
  }
}

/** Sets the mode on all of them, or takes it away when all of them have it already. */
export function toggleMode(graph: Graph, ids: readonly NodeId[], mode: 'bypass' | 'mute'): void {
  const nodes = ids.map((id) => graph.nodes[id]).filter((node) => node !== undefined)
  const next = nodes.every((node) => node.mode === mode) ? undefined : mode
  for (const node of nodes) {
    if (next) node.mode = next
    else delete node.mode
  }
}

/** Would a wire from one node to another make a circle? */
export function wouldCycle(graph: Graph, from: NodeId, to: NodeId): boolean {
  const followers = new Map<NodeId, NodeId[]>()
  for (const edge of graph.edges) {
    followers.set(edge.from.node, [...(followers.get(edge.from.node) ?? []), edge.to.node])
  }
  const seen = new Set<NodeId>()
  const waiting = [to]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === from) return true
    if (seen.has(id)) continue
    seen.add(id)
    waiting.push(...(followers.get(id) ?? []))
  }
  return false
}
