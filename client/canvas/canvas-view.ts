import type { ReactFlowInstance, Viewport } from '@xyflow/react'
import { create } from 'zustand'
import { currentDocument } from '../document/document-store.ts'
import { type LooseEnd, type ScreenPoint, select } from '../view/view-store.ts'
import type { CanvasNode, Wire } from './canvas-nodes.ts'

/** How much a card shows: a title block from afar, labels on wires from near by. */
type Detail = 'far' | 'middle' | 'near'

interface CanvasView {
  readonly detail: Detail
  /** The wire that is being dragged. */
  readonly loose?: LooseEnd
}

export const useCanvasView = create<CanvasView>(() => ({ detail: 'near' }))

let flow: ReactFlowInstance<CanvasNode, Wire> | undefined
const viewports = new Map<string, Viewport>()

export function setFlow(instance: ReactFlowInstance<CanvasNode, Wire>): void {
  flow = instance
}

export function noteViewport(viewport: Viewport): void {
  const { zoom } = viewport
  const detail: Detail = zoom < 0.4 ? 'far' : zoom < 0.65 ? 'middle' : 'near'
  if (useCanvasView.getState().detail !== detail) useCanvasView.setState({ detail })
  viewports.set(currentDocument().workflow.id, viewport)
}

const animation = () =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches ? { duration: 0 } : { duration: 150 }
const fitting = { padding: 0.08, maxZoom: 1.1 }

/** Back to where a tab was looked at; all of it the first time. */
export function restoreViewport(): void {
  const viewport = viewports.get(currentDocument().workflow.id)
  const { nodes } = currentDocument().workflow.graph
  // React Flow keeps a fit of nothing in mind and does it when the first node comes.
  const start = Object.keys(nodes).length === 0 ? { x: 0, y: 0, zoom: 1 } : undefined
  const wanted = viewport ?? start
  if (wanted) void flow?.setViewport(wanted)
  else void flow?.fitView(fitting)
}

export const fitAll = (): void => void flow?.fitView({ ...fitting, ...animation() })
export const zoomIn = (): void => void flow?.zoomIn(animation())
export const zoomOut = (): void => void flow?.zoomOut(animation())

export function fitNodes(ids: readonly string[]): void {
  void flow?.fitView({ ...fitting, padding: 0.3, ...animation(), nodes: ids.map((id) => ({ id })) })
}

/** Selects a node and brings it into view: the way from a problem to its place. */
export function jumpTo(id: string): void {
  select([id])
  fitNodes([id])
}

export function toCanvas(screen: ScreenPoint): ScreenPoint {
  return flow?.screenToFlowPosition(screen) ?? screen
}

export function middleOfView(): ScreenPoint {
  const box = document.querySelector('.canvas')?.getBoundingClientRect()
  if (!box) return { x: 0, y: 0 }
  return toCanvas({ x: box.left + box.width / 2 - 120, y: box.top + box.height / 2 - 60 })
}
