import { videoDims } from './frame-axis.ts'
import { tensor, type Tensor } from './tensor.ts'

/** How much of the second clip is seen over time, 0..1. */
export type BlendCurve = 'transition' | 'mix' | 'peak' | 'drawn'

export interface BlendOptions {
  readonly curve: BlendCurve
  /** Largest share of the second clip. */
  readonly share: number
  /** Of `drawn`: its heights from the first frame to the last, evenly apart, 0..1. */
  readonly points?: readonly number[]
}

/** Two clips of one shape as one, frame by frame by the curve. */
export function blendLatents(first: Tensor, second: Tensor, options: BlendOptions): Tensor {
  const { frames, height, width } = videoDims(first.dims)
  const size = height * width
  const shares = Array.from({ length: frames }, (_, frame) =>
    blendShare(options, frames < 2 ? 0.5 : frame / (frames - 1)),
  )
  return tensor(
    first.dims,
    first.data.map((value, at) => {
      const share = shares[Math.floor(at / size) % frames] ?? 0
      return value + share * ((second.data[at] ?? 0) - value)
    }),
  )
}

/** @param at place in the clip, 0..1 */
function blendShare({ curve, share, points = [] }: BlendOptions, at: number): number {
  switch (curve) {
    case 'transition':
      return share * at * at * (3 - 2 * at)
    case 'mix':
      return share / 2
    case 'peak':
      return share * Math.sin(Math.PI * at) ** 2
    case 'drawn':
      return share * heightAt(points, at)
    default:
      return curve satisfies never
  }
}

/** On straight lines from point to point; 0 without any. */
function heightAt(points: readonly number[], at: number): number {
  const place = at * Math.max(0, points.length - 1)
  const before = Math.floor(place)
  const [from = 0, to = from] = points.slice(before, before + 2)
  return from + (place - before) * (to - from)
}
