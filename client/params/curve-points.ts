import { numbersIn } from '../../nodes/sampling/typed-numbers.ts'

/** The heights of a curve whose points lie evenly apart. */
export type CurvePoints = readonly number[]

interface Range {
  readonly min: number
  readonly max: number
}

/** The points a list of numbers stands for; undefined when something else is written in it. */
export const readPoints = (text: string): CurvePoints | undefined => numbersIn(text)

export const pointsText = (points: CurvePoints): string => points.join(', ')

/** What the plot shows: the usual range, or more where a point lies beyond it. */
export function shownRange(points: CurvePoints, { min, max }: Range): Range {
  return { min: Math.min(min, ...points), max: Math.max(max, ...points) }
}

/** A height within the range, in steps of a hundredth of it. */
export function heightAt(share: number, { min, max }: Range): number {
  const height = min + Math.min(1, Math.max(0, share)) * (max - min)
  const step = (max - min) / 100
  return Number((Math.round(height / step) * step).toPrecision(6))
}

export function withHeight(points: CurvePoints, place: number, height: number): CurvePoints {
  return points.map((point, index) => (index === place ? height : point))
}

/** One point more behind a place, half-way to the next. */
export function withPointAfter(points: CurvePoints, place: number): CurvePoints {
  const here = points[place] ?? 0
  const between = Number(((here + (points[place + 1] ?? here)) / 2).toPrecision(6))
  return [...points.slice(0, place + 1), between, ...points.slice(place + 1)]
}

export function withoutPoint(points: CurvePoints, place: number): CurvePoints {
  return points.filter((_, index) => index !== place)
}
