import { tensor, type Tensor } from './tensor.ts'
import { videoDims } from './frame-axis.ts'

/** A stretch of latent frames; past the last one it goes on at the first. */
export interface FrameSpan {
  readonly start: number
  readonly count: number
}

/** How a clip longer than the model can see at once is cut into overlapping windows at every step. */
export interface WindowPlan {
  /** Latent frames of a window. */
  readonly length: number
  /** Latent frames two neighbours share. */
  readonly overlap: number
  /** Always the same cuts, cuts that move from step to step, or moving cuts that close into a loop. */
  readonly schedule: 'static' | 'uniform' | 'looped'
  /** How much a window says at each of its frames. */
  readonly weights: 'pyramid' | 'linear' | 'flat'
}

/** The windows of one step; each latent frame lies in at least one of them. */
export function windowsAt(plan: WindowPlan, total: number, step: number): readonly FrameSpan[] {
  const { length, schedule } = plan
  if (length >= total)
    return schedule === 'looped' ? [{ start: step % total, count: total }] : [{ start: 0, count: total }]
  const stride = Math.max(1, length - plan.overlap)
  // The golden ratio spreads the cuts of any number of steps evenly.
  const shift = schedule === 'static' ? 0 : Math.floor(((step * 0.618034) % 1) * stride)
  return schedule === 'looped'
    ? looped({ total, length, stride, shift })
    : within({ total, length, stride, shift })
}

interface Cuts {
  readonly total: number
  readonly length: number
  readonly stride: number
  readonly shift: number
}

function looped({ total, length, stride, shift }: Cuts): readonly FrameSpan[] {
  const count = Math.ceil(total / stride)
  return Array.from({ length: count }, (_, which) => ({
    start: (which * stride + shift) % total,
    count: length,
  }))
}

function within({ total, length, stride, shift }: Cuts): readonly FrameSpan[] {
  const starts = new Set<number>()
  for (let start = shift - stride; start < total - length + stride; start += stride)
    starts.add(Math.min(Math.max(0, start), total - length))
  return [...starts].sort((a, b) => a - b).map((start) => ({ start, count: length }))
}

/** How much a window counts at its frame `at`, always above 0. */
export function windowWeight({ weights, overlap }: WindowPlan, { count }: FrameSpan, at: number): number {
  const fromEdge = Math.min(at + 1, count - at)
  switch (weights) {
    case 'pyramid':
      return fromEdge
    case 'linear':
      return Math.min(1, fromEdge / (overlap + 1))
    case 'flat':
      return 1
    default:
      return weights satisfies never
  }
}

/** The frames of a span, wrapped around the end. */
export function spanFrames({ dims, data }: Tensor, { start, count }: FrameSpan): Tensor {
  const { batch, channels, frames, height, width } = videoDims(dims)
  const size = height * width
  const span = tensor([batch, channels, count, height, width])
  for (let plane = 0; plane < batch * channels; plane += 1) {
    for (let at = 0; at < count; at += 1) {
      const from = (plane * frames + ((start + at) % frames)) * size
      span.data.set(data.subarray(from, from + size), (plane * count + at) * size)
    }
  }
  return span
}

/** Adds up what windows say, frame by frame and by weight, to one answer over the whole clip. */
export function windowSum(dims: readonly number[], plan: WindowPlan) {
  const { batch, channels, frames, height, width } = videoDims(dims)
  const size = height * width
  const sum = tensor(dims)
  const weights = new Float64Array(frames)
  return {
    add(answer: Tensor, span: FrameSpan): void {
      for (let at = 0; at < span.count; at += 1) {
        const frame = (span.start + at) % frames
        const weight = windowWeight(plan, span, at)
        weights[frame] = (weights[frame] ?? 0) + weight
        for (let plane = 0; plane < batch * channels; plane += 1) {
          const from = (plane * span.count + at) * size
          const to = (plane * frames + frame) * size
          for (let place = 0; place < size; place += 1)
            sum.data[to + place] = (sum.data[to + place] ?? 0) + weight * (answer.data[from + place] ?? 0)
        }
      }
    },
    mean(): Tensor {
      const mean = tensor(dims)
      for (let at = 0; at < sum.data.length; at += 1)
        mean.data[at] = (sum.data[at] ?? 0) / (weights[Math.floor(at / size) % frames] ?? 1)
      return mean
    },
  }
}
