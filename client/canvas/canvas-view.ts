import { getNodesBounds, type ReactFlowInstance, type Viewport } from '@xyflow/react'
import { create } from 'zustand'
import { currentDocument } from '../document/document-store.ts'
import type { GraphEdge } from '../../workflows/graph.ts'
import type { ConnectionRefusal } from '../library/ports.ts'
import { type LooseEnd, type ScreenPoint, select } from '../view/view-store.ts'
import type { CanvasNode, Wire } from './draw-graph.ts'

/** How much a card shows: a title block from afar, labels on wires from near by. */
type Detail = 'far' | 'middle' | 'near'

interface RefusedWire {
  readonly at: ScreenPoint
  readonly edge: GraphEdge
  readonly why: ConnectionRefusal
}

interface CanvasView {
  readonly detail: Detail
  /** The wire that is being dragged. */
  readonly loose?: LooseEnd
  /** A wire that was let go where it may not end: why is still to be read. */
  readonly refused?: RefusedWire
  /** Some of the graph lies out of view: only then an overview helps. */
  readonly overflows: boolean
}

export const useCanvasView = create<CanvasView>(() => ({ detail: 'near', overflows: false }))

let flow: ReactFlowInstance<CanvasNode, Wire> | undefined
/** The whole graph was fitted and nobody has moved it since: it is fitted again when the room changes. */
let fitted = false
const viewports = new Map<string, Viewport>()

export function setFlow(instance: ReactFlowInstance<CanvasNode, Wire>): void {
  flow = instance
}

/** `byHand` when a person moved it, not we. */
export function noteViewport(viewport: Viewport, byHand: boolean): void {
  const { zoom } = viewport
  if (byHand) fitted = false
  const detail: Detail = zoom < 0.4 ? 'far' : zoom < 0.65 ? 'middle' : 'near'
  if (useCanvasView.getState().detail !== detail) useCanvasView.setState({ detail })
  viewports.set(currentDocument().workflow.id, viewport)
}

/** Long enough to read a sentence and to reach its button. */
const refusalMs = 10_000
let refusalTimer: ReturnType<typeof setTimeout> | undefined

export function showRefusal(refused: RefusedWire | undefined): void {
  clearTimeout(refusalTimer)
  useCanvasView.setState({ refused })
  if (refused) refusalTimer = setTimeout(() => showRefusal(undefined), refusalMs)
}

const canvasBox = () => document.querySelector('.canvas')?.getBoundingClientRect()

function isAllInView(instance: NonNullable<typeof flow>, box: DOMRect): boolean {
  const { x, y, zoom } = instance.getViewport()
  const graph = getNodesBounds(instance.getNodes())
  const left = graph.x * zoom + x
  const top = graph.y * zoom + y
  return (
    left >= 0 && top >= 0 && left + graph.width * zoom <= box.width && top + graph.height * zoom <= box.height
  )
}

let overflowTimer: ReturnType<typeof setTimeout> | undefined

/** Looks, once things have come to rest, whether all of the graph is in view. */
export function noteOverflow(): void {
  clearTimeout(overflowTimer)
  overflowTimer = setTimeout(() => {
    const box = canvasBox()
    if (!flow || !box) return
    const inView = isAllInView(flow, box)
    if (useCanvasView.getState().overflows === inView) useCanvasView.setState({ overflows: !inView })
  }, 200)
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
  fitted = !wanted
  if (wanted) void flow?.setViewport(wanted)
  else void flow?.fitView(fitting)
  noteOverflow()
}

/** The window, or a panel beside the canvas, changed its size. */
export function noteRoom(): void {
  const box = canvasBox()
  const wasInView = !useCanvasView.getState().overflows
  // What was all in view stays so when a panel takes room from it.
  if (fitted || (wasInView && flow && box && !isAllInView(flow, box))) void flow?.fitView(fitting)
  noteOverflow()
}

export function fitAll(): void {
  fitted = true
  void flow?.fitView({ ...fitting, ...animation() })
}

export const zoomIn = (): void => void flow?.zoomIn(animation())
export const zoomOut = (): void => void flow?.zoomOut(animation())

export function fitNodes(ids: readonly string[]): void {
  fitted = false
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
  const box = canvasBox()
  if (!box) return { x: 0, y: 0 }
  return toCanvas({ x: box.left + box.width / 2 - 120, y: box.top + box.height / 2 - 60 })
}
