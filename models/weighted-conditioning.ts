import type { Conditioning } from './define-family.ts'
import type { FrameSpan } from './context-windows.ts'
import { videoDims } from './frame-axis.ts'
import { tensor, type Tensor } from './tensor.ts'

/** A point of the run: a row, and the part that is done, 0..1. */
export interface RunPoint {
  readonly index: number
  readonly progress: number
}

/** The prompts that hold at a point of the run; all of them when none does, so that there always is one. */
export function activeAt(
  conditionings: readonly Conditioning[],
  { index, progress }: RunPoint,
): readonly Conditioning[] {
  const active = conditionings.filter(
    ({ from = 0, to = 1, turn }) =>
      from <= progress && progress < Math.max(to, from) && (!turn || index % turn.of === turn.index),
  )
  return active.length > 0 ? active : conditionings
}

/** A prompt's weight at one of `total` latent frames: full within its part of the video, fading towards its edges. */
export function frameWeight({ weight, span }: Conditioning, frame: number, total: number): number {
  if (!span) return weight
  const at = (frame + 0.5) / total
  const inside = Math.min(at - span.start, span.end - at)
  const fade = Math.max(span.fade, 1e-6)
  return weight * Math.min(1, Math.max(0, inside / fade + 0.5))
}

/** The prompts that say something about the frames of a window; all of them when none does. */
export function promptsWithin(
  conditionings: readonly Conditioning[],
  window: FrameSpan,
  total: number,
): readonly Conditioning[] {
  const frames = Array.from({ length: window.count }, (_, at) => (window.start + at) % total)
  const speaking = conditionings.filter((prompt) =>
    frames.some((frame) => frameWeight(prompt, frame, total) !== 0),
  )
  return speaking.length > 0 ? speaking : conditionings
}

/**
 * Answers to several prompts as one, each counted at every frame by its prompt's weight there; plain mean where the
 * weights cancel out.
 * @param answers [1, C, T, H, W] of the window
 */
export function weightedMean(
  answers: readonly Tensor[],
  conditionings: readonly Conditioning[],
  { window, total }: { readonly window: FrameSpan; readonly total: number },
): Tensor {
  const [first] = answers
  if (!first) throw new RangeError('There is no answer to take the mean of.')
  if (answers.length === 1) return first
  const { frames, height, width } = videoDims(first.dims)
  const size = height * width
  const shares = Array.from({ length: frames }, (_, at) =>
    sharesOf(conditionings.map((prompt) => frameWeight(prompt, (window.start + at) % total, total))),
  )
  const mean = tensor(first.dims)
  answers.forEach(({ data }, which) => {
    for (let index = 0; index < data.length; index += 1) {
      const share = shares[Math.floor(index / size) % frames]?.[which] ?? 0
      mean.data[index] = (mean.data[index] ?? 0) + share * (data[index] ?? 0)
    }
  })
  return mean
}

function sharesOf(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return total === 0 ? weights.map(() => 1 / weights.length) : weights.map((weight) => weight / total)
}
