import { placeNodes } from '../document/arrange-commands.ts'
import { currentGraph } from '../document/document-store.ts'
import type { Point } from '../../workflows/graph-edits.ts'
import type { EdgeEnd, Graph } from '../../workflows/graph.ts'
import { useView } from '../view/view-store.ts'
import { sizeOf } from './canvas-nodes.ts'
import { fitAll } from './canvas-view.ts'
import { layoutInGraph } from './draw-graph.ts'
import { orderColumns } from './order-columns.ts'

interface LaidOut {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly rank: number
}

const gaps = { nodesep: 32, ranksep: 72, edgesep: 16 }
const grid = 8

/** Lays out the selection, or the whole graph, from left to right as the wires run. */
export async function arrange(): Promise<void> {
  const graph = currentGraph()
  const selected = useView.getState().selection.filter((id) => id in graph.nodes)
  const ids = selected.length > 1 ? selected : Object.keys(graph.nodes)
  if (ids.length < 2) return
  const places = await layoutOf(graph, ids)
  placeNodes(places, sizeOf)
  if (selected.length < 2) requestAnimationFrame(fitAll)
}

/** The layout engine is fetched when it is asked for the first time. */
async function layoutOf(graph: Graph, ids: readonly string[]): Promise<Record<string, Point>> {
  const { Graph: Layout, layout } = await import('@dagrejs/dagre')
  const drawing = new Layout()
  drawing.setGraph({ rankdir: 'LR', ...gaps })
  drawing.setDefaultEdgeLabel(() => ({}))
  const wanted = new Set(ids)
  for (const id of ids) drawing.setNode(id, { ...sizeOf(id) })
  for (const { from, to } of graph.edges) {
    if (wanted.has(from.node) && wanted.has(to.node)) drawing.setEdge(from.node, to.node)
  }
  layout(drawing)
  const cards = ids.map((id) => {
    const { x = 0, y = 0, width = 0, height = 0, rank = 0 } = drawing.node(id) as Partial<LaidOut>
    return { id, rank, x: x - width / 2, y: y - height / 2, height }
  })
  const tops = orderColumns(cards, {
    edges: graph.edges.filter(({ from, to }) => wanted.has(from.node) && wanted.has(to.node)),
    portOffset: (end, side) => portOffset(graph, end, side),
    gap: gaps.nodesep,
  })
  const corners = cards.map(({ id, x, y }) => ({ id, x, y: tops.get(id) ?? y }))
  return movedTo(corners, originOf(graph, ids))
}

/** How far below the card's top the port lies. */
function portOffset(graph: Graph, { node, port }: EdgeEnd, side: 'in' | 'out'): number {
  const type = side === 'out' ? 'source' : 'target'
  const handle = layoutInGraph(graph, node)?.handles.find((one) => one.id === port && one.type === type)
  return handle ? handle.y + (handle.height ?? 0) / 2 : 0
}

const originOf = (graph: Graph, ids: readonly string[]): Point => ({
  x: Math.min(...ids.map((id) => graph.nodes[id]?.position.x ?? 0)),
  y: Math.min(...ids.map((id) => graph.nodes[id]?.position.y ?? 0)),
})

/** A layout starts at 0, 0; what is arranged stays where it was as a whole. */
function movedTo(corners: readonly (Point & { id: string })[], origin: Point): Record<string, Point> {
  const left = Math.min(...corners.map(({ x }) => x))
  const top = Math.min(...corners.map(({ y }) => y))
  const snapped = (value: number) => Math.round(value / grid) * grid
  return Object.fromEntries(
    corners.map(({ id, x, y }) => [id, { x: snapped(x - left + origin.x), y: snapped(y - top + origin.y) }]),
  )
}
