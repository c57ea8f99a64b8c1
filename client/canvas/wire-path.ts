import { getBezierPath, getSmoothStepPath, Position } from '@xyflow/react'
import type { Point } from '../../workflows/graph-edits.ts'

interface WireEnds {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

/** The curve from port to port through all bends, and where its label goes. */
export function wirePath(ends: WireEnds, bends: readonly Point[] = []): { path: string; label: Point } {
  const points = [{ x: ends.sourceX, y: ends.sourceY }, ...bends, { x: ends.targetX, y: ends.targetY }]
  const parts = points.slice(1).map((to, place) => segment(points[place] ?? to, to))
  const middle = parts[Math.floor(parts.length / 2)]
  return { path: parts.map(({ path }) => path).join(' '), label: middle?.label ?? { x: 0, y: 0 } }
}

/** How far above a port the gap over its card lies: header, half a row, half a gap. */
const laneAbovePort = 68
const turn = 14

/** A curve; a wire that has to go back turns into the gap above the lower card, so that no card hides it. */
function segment(from: Point, to: Point) {
  const ends = {
    ...{ sourceX: from.x, sourceY: from.y, sourcePosition: Position.Right },
    ...{ targetX: to.x, targetY: to.y, targetPosition: Position.Left },
  }
  const centerY = Math.max(from.y, to.y) - laneAbovePort
  const goesBack = to.x < from.x - turn && centerY > Math.min(from.y, to.y) + turn
  const [path, x, y] = goesBack
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
