import { applyNodeChanges, type Edge, type EdgeChange, type Node, type NodeChange } from '@xyflow/react'
import { create } from 'zustand'
import { commitMoves, type Moves } from '../document/frame-commands.ts'
import { currentGraph, useDocuments } from '../document/document-store.ts'
import { wireId } from '../document/graph-commands.ts'
import type { Point } from '../../workflows/graph-edits.ts'
import type { Graph, GraphEdge, GraphGroup, GraphNode, GraphNote } from '../../workflows/graph.ts'
import { useInstalled } from '../library/installed-store.ts'
import { portAt } from '../library/ports.ts'
import { select, useView } from '../view/view-store.ts'

export type CardNode = Node<{ readonly node: GraphNode }, 'card'>
export type NoteNode = Node<{ readonly note: GraphNote }, 'note'>
export type GroupNode = Node<{ readonly group: GraphGroup }, 'group'>
export type CanvasNode = CardNode | NoteNode | GroupNode
export type Wire = Edge<{ readonly edge: GraphEdge; readonly type: string }, 'wire'>

interface CanvasState {
  readonly nodes: CanvasNode[]
  readonly edges: Wire[]
}

/** The document as React Flow wants it, with what only the screen knows: sizes, and places during a drag. */
export const useCanvas = create<CanvasState>(() => ({ nodes: [], edges: [] }))

const defaultWidth = 240
const layer = { group: -10, note: 1, card: 2, selected: 10 }

/** Keeps the canvas in step with document, definitions and selection. */
export function watchDocument(): void {
  const draw = () => useCanvas.setState(drawn(currentGraph(), useCanvas.getState()))
  useDocuments.subscribe((state, before) => {
    if (state.tabs !== before.tabs || state.active !== before.active) draw()
  })
  useInstalled.subscribe((state, before) => {
    if (state.nodes !== before.nodes) draw()
  })
  useView.subscribe((state, before) => {
    if (state.selection !== before.selection || state.selectedWires !== before.selectedWires) draw()
  })
  draw()
}

function drawn(graph: Graph, before: CanvasState): CanvasState {
  const { selection, selectedWires } = useView.getState()
  const chosen = new Set(selection)
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const nodes = [
    ...Object.entries(graph.groups).map(([id, group]) => groupNode(`group:${id}`, group)),
    ...Object.entries(graph.notes).map(([id, note]) => noteNode(`note:${id}`, note)),
    ...Object.entries(graph.nodes).map(([id, node]) => cardNode(id, node)),
  ].map((node) => reuse(old.get(node.id), node, chosen.has(node.id)))
  return { nodes, edges: drawnWires(graph, before.edges, new Set(selectedWires)) }
}

function cardNode(id: string, node: GraphNode): CardNode {
  const { pinned, position, size } = node
  return {
    id,
    type: 'card',
    position,
    data: { node },
    draggable: !pinned,
    width: size?.width ?? defaultWidth,
  }
}

function noteNode(id: string, note: GraphNote): NoteNode {
  return { id, type: 'note', position: note.position, data: { note }, ...note.size }
}

function groupNode(id: string, group: GraphGroup): GroupNode {
  return { id, type: 'group', position: group.position, data: { group }, ...group.size }
}

/** A node that did not change stays the same object, so that React leaves its card alone. */
function reuse(old: CanvasNode | undefined, fresh: CanvasNode, selected: boolean): CanvasNode {
  const zIndex = fresh.type === 'group' ? layer.group : selected ? layer.selected : layer[fresh.type]
  if (!old) return { ...fresh, selected, zIndex }
  const same = source(old) === source(fresh)
  if (same && old.selected === selected) return old
  if (same) return { ...old, selected, zIndex }
  return { ...old, ...fresh, data: fresh.data, selected, zIndex } as CanvasNode
}

function source({ data }: CanvasNode): unknown {
  return Object.values(data)[0]
}

function drawnWires(graph: Graph, before: Wire[], chosen: ReadonlySet<string>): Wire[] {
  const old = new Map(before.map((wire) => [wire.id, wire]))
  return graph.edges.map((edge) => {
    const id = wireId(edge)
    const selected = chosen.has(id)
    const type = portAt(graph, edge.from, 'out')?.type ?? portAt(graph, edge.to, 'in')?.type ?? '*'
    const kept = old.get(id)
    if (kept?.data?.edge === edge && kept.data.type === type && kept.selected === selected) return kept
    const ends = {
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to.node,
      targetHandle: edge.to.port,
    }
    return { id, type: 'wire', ...ends, data: { edge, type }, selected }
  })
}

export function sizeOf(id: string): { width: number; height: number } {
  const node = useCanvas.getState().nodes.find((other) => other.id === id)
  return {
    width: node?.measured?.width ?? node?.width ?? defaultWidth,
    height: node?.measured?.height ?? 120,
  }
}

/** What React Flow tells of nodes: selection goes to the view, an ended move to the document, the rest stays here. */
export function changeNodes(changes: NodeChange<CanvasNode>[]): void {
  const { nodes } = useCanvas.getState()
  const chosen = new Set(useView.getState().selection)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  const placed = withGroupMembers(
    changes.filter((change) => change.type === 'position' || change.type === 'dimensions'),
    nodes,
  )
  if (placed.length > 0) useCanvas.setState({ nodes: applyNodeChanges(placed, nodes) })
  if (changes.some((change) => change.type === 'select'))
    select([...chosen], useView.getState().selectedWires)
  commit(placed)
}

/** A group that is dragged takes its nodes along. */
function withGroupMembers(changes: NodeChange<CanvasNode>[], nodes: CanvasNode[]): NodeChange<CanvasNode>[] {
  const moving = new Set(changes.map((change) => ('id' in change ? change.id : '')))
  const extra = changes.flatMap((change): NodeChange<CanvasNode>[] => {
    if (change.type !== 'position' || !change.position || !change.id.startsWith('group:')) return []
    if (change.dragging === undefined) return []
    const group = nodes.find((node) => node.id === change.id)
    if (!group) return []
    const dx = change.position.x - group.position.x
    const dy = change.position.y - group.position.y
    const parent = change.id.slice('group:'.length)
    return nodes
      .filter((node) => node.type === 'card' && node.data.node.parent === parent && !moving.has(node.id))
      .map(({ id, position }) => ({
        ...{ id, type: 'position', dragging: change.dragging },
        position: { x: position.x + dx, y: position.y + dy },
      }))
  })
  return [...changes, ...extra]
}

function commit(changes: NodeChange<CanvasNode>[]): void {
  const moves: Record<keyof Moves, Record<string, Point>> = { nodes: {}, notes: {}, groups: {} }
  for (const change of changes) {
    if (change.type !== 'position' || change.dragging !== false || !change.position) continue
    const { id, position } = change
    if (id.startsWith('group:')) moves.groups[id.slice(6)] = position
    else if (id.startsWith('note:')) moves.notes[id.slice(5)] = position
    else moves.nodes[id] = position
  }
  if (Object.values(moves).some((kind) => Object.keys(kind).length > 0)) commitMoves(moves, sizeOf)
}

export function changeWires(changes: EdgeChange<Wire>[]): void {
  const chosen = new Set(useView.getState().selectedWires)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  select(useView.getState().selection, [...chosen])
}
