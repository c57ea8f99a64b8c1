import type { Point } from '../../workflows/graph-edits.ts'

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

const gap = 24
const step = 24
const farthest = 80

/** The place nearest to the wanted one, in canvas units, where a box of this size lies on no other and leaves a gap. */
export function freePlace(wanted: Box, others: readonly Box[]): Point {
  const isFree = (at: Point) => others.every((other) => !overlap({ ...wanted, ...at }, other))
  for (let ring = 0; ring <= farthest; ring += 1) {
    const free = ringAround(wanted, ring).filter(isFree)
    const distance = ({ x, y }: Point) => Math.hypot(x - wanted.x, y - wanted.y)
    const [nearest] = free.sort((a, b) => distance(a) - distance(b))
    if (nearest) return nearest
  }
  return { x: wanted.x, y: wanted.y }
}

/** Places on the edge of a square, `ring` steps away from the middle; below and right come before above and left. */
function ringAround({ x, y }: Point, ring: number): Point[] {
  if (ring === 0) return [{ x, y }]
  const along = Array.from({ length: 2 * ring + 1 }, (_, place) => (place - ring) * step)
  const far = ring * step
  return along.flatMap((side) => [
    { x: x + side, y: y + far },
    { x: x + far, y: y + side },
    { x: x + side, y: y - far },
    { x: x - far, y: y + side },
  ])
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  )
}
