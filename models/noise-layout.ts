import { pasteFrames, sliceFrames, videoDims } from './frame-axis.ts'
import { mersenneTwister } from './mersenne-twister.ts'
import { normal } from './random.ts'
import { addScaled, mapTensor } from './tensor-math.ts'
import { tensor, type Tensor } from './tensor.ts'

/**
 * `per-frame`: each latent frame has a seed of its own, so a longer clip begins like a shorter one.
 * `shuffled`: FreeNoise (Qiu et al. 2023), the noise of the first window again and again, its frames in another order
 * each time, so that the windows of a long clip agree on what they show.
 */
export type NoiseLayout =
  { readonly kind: 'per-frame' } | { readonly kind: 'shuffled'; readonly window: number }

interface NoiseRequest {
  readonly seed: number
  readonly variation?: { readonly seed: number; readonly strength: number }
  readonly layout?: NoiseLayout
}

/** The noise a sampling begins with, [1, C, T, H, W]. */
export function startNoise({ seed, variation, layout }: NoiseRequest, dims: readonly number[]): Tensor {
  const noise = layoutNoise(seed, layout, dims)
  if (!variation || variation.strength === 0) return noise
  return between(noise, layoutNoise(variation.seed, layout, dims), variation.strength)
}

function layoutNoise(seed: number, layout: NoiseLayout | undefined, dims: readonly number[]): Tensor {
  switch (layout?.kind) {
    case undefined:
      return normal(seed, dims)
    case 'per-frame':
      return perFrame(seed, dims)
    case 'shuffled':
      return shuffled(seed, layout.window, dims)
    default:
      return layout satisfies never
  }
}

function perFrame(seed: number, dims: readonly number[]): Tensor {
  const { batch, channels, frames, height, width } = videoDims(dims)
  const noise = tensor(dims)
  for (let frame = 0; frame < frames; frame += 1)
    pasteFrames(noise, normal(seed + frame, [batch, channels, 1, height, width]), frame)
  return noise
}

function shuffled(seed: number, window: number, dims: readonly number[]): Tensor {
  const { frames } = videoDims(dims)
  if (frames <= window) return normal(seed, dims)
  const first = normal(
    seed,
    dims.map((dim, axis) => (axis === 2 ? window : dim)),
  )
  const noise = tensor(dims)
  const bits = mersenneTwister(seed)
  let order = Array.from({ length: window }, (_, at) => at)
  for (let start = 0; start < frames; start += window) {
    if (start > 0) order = shuffle(order, bits)
    order
      .slice(0, frames - start)
      .forEach((from, at) => pasteFrames(noise, sliceFrames(first, from, 1), start + at))
  }
  return noise
}

function shuffle(order: readonly number[], bits: () => number): number[] {
  const mixed = [...order]
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = bits() % (at + 1)
    ;[mixed[at], mixed[other]] = [mixed[other] ?? 0, mixed[at] ?? 0]
  }
  return mixed
}

/** On the sphere between two noises, so that the mixture is noise too. */
function between(a: Tensor, b: Tensor, share: number): Tensor {
  const [sizeA, sizeB] = [norm(a), norm(b)]
  const product = a.data.reduce((sum, value, at) => sum + value * (b.data[at] ?? 0), 0)
  const angle = Math.acos(Math.min(1, Math.max(-1, product / (sizeA * sizeB))))
  if (angle < 1e-4) return a
  const parts = [Math.sin((1 - share) * angle), Math.sin(share * angle)].map((part) => part / Math.sin(angle))
  return addScaled(
    mapTensor(a, (value) => value * (parts[0] ?? 0)),
    b,
    parts[1] ?? 0,
  )
}

function norm({ data }: Tensor): number {
  return Math.sqrt(data.reduce((sum, value) => sum + value * value, 0))
}
