import { create } from 'zustand'
import { useCanvas } from './canvas-nodes.ts'
import { internalNode } from './canvas-view.ts'
import type { CanvasNode, Drawing, Wire } from './draw-graph.ts'
import { handlesOf } from './drawn-handles.ts'
import type { Box } from './clear-level.ts'
import { routing } from './route-wires.ts'
import { endsAmong, type Lane, type WireEnds } from './wire-ends.ts'

/** Ways around cards, by wire; found when things have come to rest. */
export const useRoutes = create<{ readonly lanes: ReadonlyMap<string, Lane> }>(() => ({ lanes: new Map() }))

const restMs = 60
/** So many cards are never read closely enough for a wire behind one to matter. */
const mostCards = 2000
/** Of each frame, so that nothing else waits for it. */
const sliceMs = 5
let timer: ReturnType<typeof setTimeout> | undefined

/** Keeps the ways in step with what is drawn. */
export function watchRoutes(): void {
  useCanvas.subscribe((drawing, before) => {
    if (isSamePicture(drawing, before)) return
    clearTimeout(timer)
    timer = setTimeout(findRoutes, restMs)
  })
}

/** What is only chosen lies where it lay. */
function isSamePicture({ nodes, edges }: Drawing, before: Drawing): boolean {
  if (nodes.length !== before.nodes.length || edges.length !== before.edges.length) return false
  const wireIsSame = (wire: Wire, place: number) => wire.data === before.edges[place]?.data
  return (
    nodes.every((node, place) => isSamePlace(node, before.nodes[place])) &&
    (edges === before.edges || edges.every(wireIsSame))
  )
}

const isSamePlace = (node: CanvasNode, before: CanvasNode | undefined): boolean =>
  node === before ||
  (node.id === before?.id &&
    node.position === before.position &&
    node.measured === before.measured &&
    node.dragging === before.dragging)

/** Where a wire's ends are no more where it was routed, it runs as it would without. */
export function laneOf(lanes: ReadonlyMap<string, Lane>, wire: string, ends: WireEnds): Lane | undefined {
  const lane = lanes.get(wire)
  if (!lane) return undefined
  const isNear = (end: keyof WireEnds) => Math.abs(lane.ends[end] - ends[end]) < 2
  return isNear('sourceX') && isNear('sourceY') && isNear('targetX') && isNear('targetY') ? lane : undefined
}

function findRoutes(): void {
  const { nodes, edges } = useCanvas.getState()
  if (nodes.length > mostCards || nodes.some(({ dragging }) => dragging)) return
  const endsOf = endsAmong({ nodes, handles: (id) => handlesOf(internalNode(id)) })
  const wires = edges.flatMap((wire) => {
    const edge = wire.data?.edge
    const ends = edge?.link === undefined && !edge?.bends ? endsOf(wire) : undefined
    return ends ? [{ id: wire.id, ends }] : []
  })
  const cards = nodes.flatMap(({ type, position, measured }): Box[] =>
    type === 'group' ? [] : [{ ...position, width: measured?.width ?? 0, height: measured?.height ?? 0 }],
  )
  goOn(routing(wires, cards))
}

/** A slice of the search; a change of the picture meanwhile ends it, as it starts another one. */
function goOn(search: ReturnType<typeof routing>): void {
  const end = performance.now() + sliceMs
  do {
    const { done, value: lanes } = search.next()
    if (!done) continue
    useRoutes.setState(({ lanes: before }) => ({ lanes: keptLanes(before, lanes) }))
    return
  } while (performance.now() < end)
  timer = setTimeout(goOn, 1, search)
}

/** A way that did not change stays the same object, so that its wire is left alone. */
function keptLanes(
  before: ReadonlyMap<string, Lane>,
  fresh: ReadonlyMap<string, Lane>,
): ReadonlyMap<string, Lane> {
  const entries = [...fresh].map(([id, lane]) => {
    const old = before.get(id)
    return [id, old && JSON.stringify(old) === JSON.stringify(lane) ? old : lane] as const
  })
  return new Map(entries)
}
