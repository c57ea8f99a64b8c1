import type { NodeHandle } from '@xyflow/react'
import { create } from 'zustand'
import { useCanvas } from './canvas-nodes.ts'
import { internalNode } from './canvas-view.ts'
import { handlesOf } from './drawn-handles.ts'
import { type Box, routeWires } from './route-wires.ts'
import { endsAmong, type Lane, type WireEnds } from './wire-ends.ts'

/** Ways around cards, by wire; found when things have come to rest. */
export const useRoutes = create<{ readonly lanes: ReadonlyMap<string, Lane> }>(() => ({ lanes: new Map() }))

const restMs = 60
/** So many cards are never read closely enough for a wire behind one to matter. */
const mostCards = 2000
let timer: ReturnType<typeof setTimeout> | undefined

/** Keeps the ways in step with what is drawn. */
export function watchRoutes(): void {
  useCanvas.subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(findRoutes, restMs)
  })
}

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
  const handles = (id: string): readonly NodeHandle[] => handlesOf(internalNode(id))
  const endsOf = endsAmong({ nodes, handles })
  const wires = edges.flatMap((wire) => {
    const edge = wire.data?.edge
    const ends = edge?.link === undefined && !edge?.bends ? endsOf(wire) : undefined
    return ends ? [{ id: wire.id, ends }] : []
  })
  const cards = nodes.flatMap(({ type, position, measured }): Box[] =>
    type === 'group' ? [] : [{ ...position, width: measured?.width ?? 0, height: measured?.height ?? 0 }],
  )
  useRoutes.setState(({ lanes: before }) => ({ lanes: keptLanes(before, routeWires(wires, cards)) }))
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
