import type { Point } from '../../workflows/graph-edits.ts'

/** Whether a point lies within a closed line: a ray from it crosses the line an odd number of times. */
export function isWithin({ x, y }: Point, line: readonly Point[]): boolean {
  const crossings = line.filter((a, place) => {
    const b = line[(place + 1) % line.length] ?? a
    return a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x
  })
  return crossings.length % 2 === 1
}
