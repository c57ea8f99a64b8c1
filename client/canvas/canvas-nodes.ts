import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react'
import { create } from 'zustand'
import { commitMoves, type Moves } from '../document/frame-commands.ts'
import { currentGraph, useDocuments } from '../document/document-store.ts'
import type { Point } from '../../workflows/graph-edits.ts'
import { useInstalled } from '../library/installed-store.ts'
import { boundaryNodes } from './boundary-nodes.ts'
import { useEntered } from '../subgraphs/entered-path.ts'
import { currentDefinition, graphWithPorts } from '../subgraphs/level-wires.ts'
import { select, useView } from '../view/view-store.ts'
import { graphKey, noteOverflow, restoreViewport, useCanvasView } from './canvas-view.ts'
import {
  type CanvasNode,
  defaultWidth,
  type Drawing,
  drawGraph,
  layoutInGraph,
  type Wire,
} from './draw-graph.ts'

/** The document as React Flow wants it, with what only the screen knows: sizes, and places during a drag. */
export const useCanvas = create<Drawing>(() => ({ nodes: [], edges: [] }))

/** Keeps the canvas in step with document, definitions and selection. */
export function watchDocument(): void {
  let shown: string | undefined
  const draw = () => {
    if (!useInstalled.getState().ready) return
    const inView = graphKey()
    // Nodes of another graph may have the same ids: their sizes are not theirs.
    const before = inView === shown ? useCanvas.getState() : { nodes: [], edges: [] }
    const drawing = withBoundary(drawGraph(graphInView(), before, useView.getState()), before)
    // Before React Flow is told of the nodes: only those in view are drawn, and only as finely as the zoom asks.
    if (inView !== shown) restoreViewport(drawing.nodes)
    shown = inView
    // Against what is shown, not against `before`: an empty graph takes the place of another one, too.
    const { nodes, edges } = useCanvas.getState()
    if (drawing.nodes !== nodes || drawing.edges !== edges) useCanvas.setState(drawing)
  }
  useDocuments.subscribe((state, before) => {
    if (state.tabs === before.tabs && state.active === before.active) return
    deselectLost()
    draw()
    noteOverflow()
  })
  useInstalled.subscribe((state, before) => {
    if (state.nodes !== before.nodes) draw()
  })
  useEntered.subscribe(draw)
  useView.subscribe((state, before) => {
    const isChosen = state.selection !== before.selection || state.selectedWires !== before.selectedWires
    // The form shows the whole workflow, so the canvas behind it does.
    if (isChosen || state.appShown !== before.appShown) draw()
  })
  draw()
}

/** An undo takes away what was selected: it must not count among what is selected next. */
function deselectLost(): void {
  const { nodes, notes, groups } = currentGraph()
  const { selection, selectedWires } = useView.getState()
  const isThere = (id: string) =>
    id in nodes ||
    (id.startsWith('note:') ? id.slice(5) in notes : id.startsWith('group:') && id.slice(6) in groups)
  const left = selection.filter(isThere)
  if (left.length < selection.length) select(left, selectedWires)
}

/** As drawn; what lies in a folded frame as it will be. */
export function sizeOf(id: string): { readonly width: number; readonly height: number } {
  const node = useCanvas.getState().nodes.find((other) => other.id === id)
  const { width = defaultWidth, height = 0 } = layoutInGraph(currentGraph(), id) ?? {}
  return {
    width: node?.measured?.width ?? node?.width ?? width,
    height: node?.measured?.height ?? node?.height ?? height,
  }
}

const graphInView = () => (currentDefinition() ? graphWithPorts() : currentGraph())

/** Inside a subgraph its ports stand beside the graph. */
function withBoundary(drawing: Drawing, before: Drawing): Drawing {
  const definition = currentDefinition()
  if (!definition) return drawing
  return { ...drawing, nodes: [...drawing.nodes, ...boundaryNodes(definition, before.nodes)] }
}

/** What React Flow tells of nodes: selection goes to the view, an ended move to the document, the rest stays here. */
export function changeNodes(changes: NodeChange<CanvasNode>[]): void {
  const { nodes } = useCanvas.getState()
  const placed = withGroupMembers(
    changes.filter((change) => change.type === 'position' || change.type === 'dimensions'),
    nodes,
  )
  if (placed.length > 0) useCanvas.setState({ nodes: applyNodeChanges(placed, nodes).map(asDrawn(placed)) })
  if (changes.some(({ type }) => type === 'dimensions')) noteOverflow()
  changeSelection(changes)
  commit(placed)
}

/** A card that was drawn with its ports knows where they are: the estimate is let go. */
function asDrawn(changes: NodeChange<CanvasNode>[]): (node: CanvasNode) => CanvasNode {
  const measured = new Set(changes.flatMap((change) => (change.type === 'dimensions' ? [change.id] : [])))
  if (measured.size === 0 || useCanvasView.getState().detail === 'far') return (node) => node
  return (node) => (node.handles && measured.has(node.id) ? { ...node, handles: undefined } : node)
}

function changeSelection(changes: NodeChange<CanvasNode>[]): void {
  if (!changes.some((change) => change.type === 'select')) return
  const chosen = new Set(useView.getState().selection)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  select([...chosen], useView.getState().selectedWires)
}

/** A group that is dragged takes its nodes along. */
function withGroupMembers(changes: NodeChange<CanvasNode>[], nodes: CanvasNode[]): NodeChange<CanvasNode>[] {
  const isGroupMove = (change: NodeChange<CanvasNode>) =>
    change.type === 'position' && change.id.startsWith('group:')
  if (!changes.some(isGroupMove)) return changes
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
      .filter((node) => node.type === 'card' && node.data.parent === parent && !moving.has(node.id))
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
