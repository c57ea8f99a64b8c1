import { getNodesBounds, getViewportForBounds, type ReactFlowInstance, type Viewport } from '@xyflow/react'
import { create } from 'zustand'
import { currentDocument, currentGraph, currentPlace } from '../document/document-store.ts'
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
  /** Only cards in view are drawn. Not when much of the graph is in view: cards that come and go cost frames. */
  readonly culls: boolean
}

export const useCanvasView = create<CanvasView>(() => ({ detail: 'near', overflows: false, culls: true }))

let flow: ReactFlowInstance<CanvasNode, Wire> | undefined
/** The whole graph was fitted and nobody has moved it since: it is fitted again when the room changes. */
let fitted = false
const viewports = new Map<string, Viewport>()
/** The graph whose viewport is shown: before it is restored, a canvas that starts tells of one that nobody chose. */
let restored: string | undefined
/** Names the graph in view: a workflow's own, or one inside a subgraph of it. */
export const graphKey = (): string => [currentDocument().workflow.id, ...currentPlace().path].join('/')

export function setFlow(instance: ReactFlowInstance<CanvasNode, Wire>, nodes: readonly CanvasNode[]): void {
  flow = instance
  restoreViewport(nodes)
}

/** A node with the measures it is drawn at. */
export const internalNode = (id: string) => flow?.getInternalNode(id)

/** `byHand` when a person moved it, not we. */
export function noteViewport(viewport: Viewport, byHand: boolean): void {
  const { zoom } = viewport
  if (byHand) fitted = false
  const detail = detailAt(zoom, Object.keys(currentGraph().nodes).length)
  if (useCanvasView.getState().detail !== detail) showDetail(detail)
  if (restored === graphKey()) viewports.set(restored, viewport)
}

/** So many whole cards at once cost no frames: they are drawn as long as one can tell what they are. */
const fewCards = 80

function detailAt(zoom: number, cards: number): Detail {
  if (zoom < (cards > fewCards ? 0.4 : 0.2)) return 'far'
  return zoom < 0.65 ? 'middle' : 'near'
}

function showDetail(detail: Detail): void {
  // Near by a card is a hundred elements: then only those in view are drawn, from the same moment on.
  useCanvasView.setState(detail === 'far' ? { detail } : { detail, culls: true })
  const canvas = canvasElement()
  if (canvas) canvas.dataset.detail = detail
}

/** It stays until it is closed or something else is done: nobody reads against a clock. */
export function showRefusal(refused: RefusedWire | undefined): void {
  useCanvasView.setState({ refused })
}

const canvasElement = () => document.querySelector<HTMLElement>('.canvas')
const canvasBox = () => canvasElement()?.getBoundingClientRect()

/** From this share of the cards on, those out of view are drawn, too. */
const muchOfAll = 0.3

function isMuchInView(instance: NonNullable<typeof flow>, box: DOMRect): boolean {
  const { x, y, zoom } = instance.getViewport()
  const area = { x: -x / zoom, y: -y / zoom, width: box.width / zoom, height: box.height / zoom }
  const nodes = instance.getNodes()
  return instance.getIntersectingNodes(area, true, nodes).length >= nodes.length * muchOfAll
}

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

/** Looks, once things have come to rest, whether all of the graph is in view; what was fitted is fitted again. */
export function noteOverflow(): void {
  clearTimeout(overflowTimer)
  overflowTimer = setTimeout(() => {
    const box = canvasBox()
    if (!flow || !box) return
    if (fitted && !isAllInView(flow, box)) showAll(flow.getNodes())
    const overflows = !isAllInView(flow, box)
    const culls = useCanvasView.getState().detail !== 'far' || !isMuchInView(flow, box)
    const before = useCanvasView.getState()
    if (before.overflows !== overflows || before.culls !== culls) useCanvasView.setState({ overflows, culls })
  }, 200)
}

const animation = () =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches ? { duration: 0 } : { duration: 150 }
const fitting = { padding: 0.08, maxZoom: 1.1 }

/** How far one may zoom, out and in. */
export const zoomRange = { minZoom: 0.08, maxZoom: 2.5 }

/** All of these nodes at once, before React Flow has seen any of them. */
function showAll(nodes: readonly CanvasNode[]): void {
  const box = canvasBox()
  if (!box || nodes.length === 0) return
  const bounds = getNodesBounds([...nodes])
  const { width, height } = box
  const { maxZoom, padding } = fitting
  void flow?.setViewport(getViewportForBounds(bounds, width, height, zoomRange.minZoom, maxZoom, padding))
}

/** Back to where a tab was looked at; all of it the first time. */
export function restoreViewport(nodes: readonly CanvasNode[]): void {
  const key = graphKey()
  const isEmpty = Object.keys(currentGraph().nodes).length === 0
  if (!flow || (nodes.length === 0 && !isEmpty)) return
  restored = key
  const wanted = viewports.get(key) ?? (isEmpty ? { x: 0, y: 0, zoom: 1 } : undefined)
  fitted = !wanted
  if (wanted) void flow.setViewport(wanted)
  else showAll(nodes)
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
