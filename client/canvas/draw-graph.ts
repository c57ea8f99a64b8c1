import type { Edge, Node } from '@xyflow/react'
import type { EdgeEnd, Graph, GraphEdge, GraphGroup, GraphNode, GraphNote } from '../../workflows/graph.ts'
import { wireId } from '../document/graph-commands.ts'
import { speech } from '../language/language.ts'
import { endWords } from '../library/end-words.ts'
import { nodeData } from '../library/installed-store.ts'
import { portAt } from '../library/ports.ts'
import type { BoundaryNode } from './boundary-nodes.ts'
import { layoutOfCard } from './card-layout.ts'
import { wiredPorts } from './wired-ports.ts'

/** What the canvas has to know of a node: where it is. What it says is read by its card, so that typing redraws no graph. */
type Placement = Pick<GraphNode, 'position' | 'size' | 'pinned' | 'parent'>

export type CardNode = Node<Placement, 'card'>
export type NoteNode = Node<{ readonly note: GraphNote }, 'note'>
export type GroupNode = Node<{ readonly group: GraphGroup }, 'group'>
export type CanvasNode = CardNode | NoteNode | GroupNode | BoundaryNode
export type Wire = Edge<{ readonly edge: GraphEdge; readonly type: string }, 'wire'>

export interface Drawing {
  readonly nodes: CanvasNode[]
  readonly edges: Wire[]
}

interface Chosen {
  readonly selection: readonly string[]
  readonly selectedWires: readonly string[]
}

export const defaultWidth = 240
const foldedGroup = { width: 224, height: 44 }
const layer = { group: -10, note: 1, card: 2, selected: 10 }

/** The graph as React Flow wants it; what did not change stays the same object, so that its card is left alone. */
export function drawGraph(graph: Graph, before: Drawing, { selection, selectedWires }: Chosen): Drawing {
  const chosen = new Set(selection)
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const folded = foldedGroups(graph)
  const cards = Object.entries(graph.nodes).filter(([, { parent }]) => !parent || !folded.has(parent))
  const nodes = [
    ...Object.entries(graph.groups).map(([id, group]) => groupNode(`group:${id}`, group)),
    ...Object.entries(graph.notes).map(([id, note]) => noteNode(`note:${id}`, note)),
    ...cards.map(([id, node]) => cardNode(id, node)),
  ]
    .map((node) => reuse(old.get(node.id), node, chosen.has(node.id)))
    .map((node) => withLayout(node, graph))
  const edges = drawWires({ graph, folded, before: before.edges, chosen: new Set(selectedWires) })
  return { nodes: keptList(before.nodes, nodes), edges: keptList(before.edges, edges) }
}

/** The list of before when nothing in it changed: React Flow looks through every list it is given. */
function keptList<T>(before: T[], fresh: T[]): T[] {
  return before.length === fresh.length && fresh.every((item, place) => item === before[place])
    ? before
    : fresh
}

function foldedGroups(graph: Graph): ReadonlySet<string> {
  const folded = Object.entries(graph.groups).filter(([, { collapsed }]) => collapsed)
  return new Set(folded.map(([id]) => id))
}

function cardNode(id: string, node: GraphNode): CardNode {
  const { pinned, position, size, parent } = node
  return {
    ...{ id, type: 'card', position, data: { position, size, pinned, parent } },
    draggable: !pinned,
    width: size?.width ?? defaultWidth,
  }
}

/** A card that nobody has measured gets the measure it will have, so that it is drawn only once it is in view. */
function withLayout(drawn: CanvasNode, graph: Graph): CanvasNode {
  if (drawn.type !== 'card' || drawn.measured) return drawn
  const layout = layoutInGraph(graph, drawn.id)
  if (!layout || !nodeData(graph.nodes[drawn.id]?.type ?? '')) return drawn
  const { width, height, handles } = layout
  return { ...drawn, measured: { width, height }, handles }
}

/** The size of a node's card and where its ports lie, drawn or not; in pixels at zoom 1. */
export function layoutInGraph(graph: Graph, id: string) {
  const node = graph.nodes[id]
  if (!node) return undefined
  const width = node.size?.width ?? defaultWidth
  const wired = wiredPorts(graph.edges, id)
  return { width, ...layoutOfCard({ node, definition: nodeData(node.type), width, wired }) }
}

function noteNode(id: string, note: GraphNote): NoteNode {
  return { id, type: 'note', position: note.position, data: { note }, ...note.size }
}

function groupNode(id: string, group: GraphGroup): GroupNode {
  const size = group.collapsed ? { width: foldedGroup.width, height: undefined } : group.size
  return { id, type: 'group', position: group.position, data: { group }, ...size }
}

function reuse(
  old: CanvasNode | undefined,
  fresh: Exclude<CanvasNode, BoundaryNode>,
  selected: boolean,
): CanvasNode {
  const zIndex = fresh.type === 'group' ? layer.group : selected ? layer.selected : layer[fresh.type]
  if (!old) return { ...fresh, selected, zIndex }
  const same = isSameData(old.data, fresh.data)
  if (same && old.selected === selected) return old
  if (same) return { ...old, selected, zIndex }
  return { ...old, ...fresh, data: fresh.data, selected, zIndex } as CanvasNode
}

function isSameData(old: CanvasNode['data'], fresh: CanvasNode['data']): boolean {
  const values: Readonly<Record<string, unknown>> = { ...old }
  return Object.entries(fresh).every(([name, value]) => values[name] === value)
}

interface WireDrawing {
  readonly graph: Graph
  readonly folded: ReadonlySet<string>
  readonly before: readonly Wire[]
  readonly chosen: ReadonlySet<string>
}

function drawWires({ graph, folded, before, chosen }: WireDrawing): Wire[] {
  const old = new Map(before.map((wire) => [wire.id, wire]))
  const words = { graph, speech: speech() }
  return graph.edges.flatMap((edge) => {
    const start = shownEnd(graph, folded, edge.from)
    const end = shownEnd(graph, folded, edge.to)
    if (start.node === end.node) return []
    const id = wireId(edge)
    const selected = chosen.has(id)
    const type = portAt(graph, edge.from, 'out')?.type ?? portAt(graph, edge.to, 'in')?.type ?? '*'
    const kept = old.get(id)
    const ariaLabel = `${endWords(words, edge.from, 'out')} → ${endWords(words, edge.to, 'in')}`
    const isSame = kept?.data?.edge === edge && kept.data.type === type && kept.selected === selected
    if (isSame && kept.ariaLabel === ariaLabel && kept.source === start.node && kept.target === end.node)
      return [kept]
    const ends = { source: start.node, sourceHandle: start.port, target: end.node, targetHandle: end.port }
    return [{ id, type: 'wire' as const, ...ends, data: { edge, type }, selected, ariaLabel }]
  })
}

/** A wire into a folded group ends at the group's edge, at a handle named `node.port`. */
function shownEnd(graph: Graph, folded: ReadonlySet<string>, end: EdgeEnd): EdgeEnd {
  const parent = graph.nodes[end.node]?.parent
  if (!parent || !folded.has(parent)) return end
  return { node: `group:${parent}`, port: `${end.node}.${end.port}` }
}

/** The graph's end behind a handle of the screen: that of a card, or that on the edge of a folded group. */
export function realEnd(node: string, handle: string): EdgeEnd {
  if (!node.startsWith('group:')) return { node, port: handle }
  const [inner = '', port = ''] = handle.split('.')
  return { node: inner, port }
}
