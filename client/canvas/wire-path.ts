import { getBezierPath, getSmoothStepPath, Position } from '@xyflow/react'
import type { Point } from '../../workflows/graph-edits.ts'
import type { Lane, WireEnds } from './wire-ends.ts'

/**
 * The curve from port to port and where its label goes: through the bends a person made, else along the lane that
 * was found for it.
 */
export function wirePath(
  ends: WireEnds,
  { bends = [], lane }: { readonly bends?: readonly Point[]; readonly lane?: Lane },
): { path: string; label: Point } {
  if (lane && bends.length === 0) return alongLane(ends, lane)
  const points = [{ x: ends.sourceX, y: ends.sourceY }, ...bends, { x: ends.targetX, y: ends.targetY }]
  const parts = points.slice(1).map((to, place) => segment(points[place] ?? to, to))
  const middle = parts[Math.floor(parts.length / 2)]
  return { path: parts.map(({ path }) => path).join(' '), label: middle?.label ?? { x: 0, y: 0 } }
}

function alongLane({ sourceX, sourceY, targetX, targetY }: WireEnds, { enterX, leaveX, y }: Lane) {
  const from = { x: sourceX, y: sourceY }
  const to = { x: targetX, y: targetY }
  const label = { x: (enterX + leaveX) / 2, y }
  if (enterX > leaveX) {
    const corners = [from, { x: enterX, y: sourceY }, { x: enterX, y }, { x: leaveX, y }]
    return { path: roundedPath([...corners, { x: leaveX, y: targetY }, to]), label }
  }
  const enter = segment(from, { x: enterX, y }).path
  const leave = segment({ x: leaveX, y }, to).path.replace('M', 'L')
  return { path: `${enter} ${leave}`, label }
}

/** Straight lines with round corners. */
function roundedPath(points: readonly Point[]): string {
  const [first = { x: 0, y: 0 }] = points
  const last = points.at(-1) ?? first
  const corners = points.slice(1, -1).map((corner, place) => {
    const before = points[place] ?? corner
    const after = points[place + 2] ?? corner
    const radius = Math.min(turn, distance(before, corner) / 2, distance(corner, after) / 2)
    const start = towards(corner, before, radius)
    const end = towards(corner, after, radius)
    return `L${start.x},${start.y} Q${corner.x},${corner.y} ${end.x},${end.y}`
  })
  return `M${first.x},${first.y} ${corners.join(' ')} L${last.x},${last.y}`
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

function towards(from: Point, to: Point, by: number): Point {
  const share = by / (distance(from, to) || 1)
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/** How far above a port the gap over its card lies: header, half a row, half a gap. */
const laneAbovePort = 68
const turn = 14

/** Would a curve loop behind its own cards? */
export const goesBack = ({ sourceX, targetX }: WireEnds): boolean => targetX < sourceX - turn

/** A curve; a wire that has to go back turns into the gap above the lower card, so that no card hides it. */
function segment(from: Point, to: Point) {
  const ends = {
    ...{ sourceX: from.x, sourceY: from.y, sourcePosition: Position.Right },
    ...{ targetX: to.x, targetY: to.y, targetPosition: Position.Left },
  }
  const centerY = Math.max(from.y, to.y) - laneAbovePort
  const isAbove = centerY > Math.min(from.y, to.y) + turn
  const [path, x, y] =
    goesBack(ends) && isAbove
      ? getSmoothStepPath({ ...ends, centerY, borderRadius: turn, offset: turn })
      : getBezierPath(ends)
  return { path, label: { x, y } }
}

/** Before which bend a new one at `at` belongs: the leg of the wire it is nearest to. */
export function bendPlace(ends: WireEnds, bends: readonly Point[], at: Point): number {
  const points = [{ x: ends.sourceX, y: ends.sourceY }, ...bends, { x: ends.targetX, y: ends.targetY }]
  const detours = points.slice(1).map((to, place) => {
    const from = points[place] ?? to
    return (
      Math.hypot(at.x - from.x, at.y - from.y) +
      Math.hypot(to.x - at.x, to.y - at.y) -
      Math.hypot(to.x - from.x, to.y - from.y)
    )
  })
  return detours.indexOf(Math.min(...detours))
}
