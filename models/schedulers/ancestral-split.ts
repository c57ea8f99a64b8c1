import { squareRoot } from './single-precision.ts'

const { fround } = Math

/** How far down a step goes, and how much fresh noise brings it back up: down² + up² = next². In float32. */
export function ancestralSplit(sigma: number, next: number): { down: number; up: number } {
  const from = fround(sigma * sigma)
  const to = fround(next * next)
  const up = squareRoot(fround(fround(to * fround(from - to)) / from))
  return { down: squareRoot(fround(to - fround(up * up))), up }
}
