import { elementCount, tensor, type Tensor } from '../tensor.ts'
import { posteriorVariance } from './posterior-variance.ts'
import { squareRoot } from './single-precision.ts'

const { fround } = Math

export const varianceTypes = [
  'fixed_small',
  'fixed_small_log',
  'fixed_large',
  'fixed_large_log',
  'learned',
  'learned_range',
] as const
export type VarianceType = (typeof varianceTypes)[number]

export interface VarianceRequest {
  readonly type: VarianceType
  /** ᾱ of this training step and of the one before. */
  readonly now: number
  readonly before: number
  /** What a model says that learned its variance, in the sample's shape. */
  readonly variance?: Tensor
}

/** Factor of the fresh noise at each element, as diffusers treats each kind of variance. */
export function noiseFactors({ type, now, before, variance }: VarianceRequest): (at: number) => number {
  const small = Math.max(posteriorVariance(now, before), 1e-20)
  const large = fround(1 - fround(now / before))
  switch (type) {
    case 'fixed_small':
      return constant(squareRoot(small))
    case 'fixed_small_log':
      return constant(fround(Math.exp(fround(0.5 * fround(Math.log(small))))))
    // diffusers takes the root of a logarithm for the second, which is not a number.
    case 'fixed_large':
    case 'fixed_large_log':
      return constant(squareRoot(large))
    case 'learned':
      return (at) => squareRoot(variance?.data[at] ?? small)
    case 'learned_range':
      return (at) => betweenLogs(variance?.data[at] ?? -1, { small, large })
    default:
      return type satisfies never
  }
}

function constant(value: number): () => number {
  return () => value
}

/** Nichol and Dhariwal 2021, equation 15; the model says where between the bounds, -1 to 1. */
function betweenLogs(said: number, { small, large }: { small: number; large: number }): number {
  const share = fround(fround(said + 1) / 2)
  const upper = fround(share * fround(Math.log(large)))
  const log = fround(upper + fround(fround(1 - share) * fround(Math.log(small))))
  return fround(Math.exp(fround(0.5 * log)))
}

/** A model that learned its variance answers with twice the channels: the prediction, then the variance. */
export function splitVariance(output: Tensor, sample: Tensor): { mean: Tensor; variance?: Tensor } {
  const channels = sample.dims[1] ?? 1
  if (output.dims[1] !== 2 * channels) return { mean: output }
  const half = elementCount(sample.dims.slice(1))
  const part = (offset: number) => {
    const data = new Float32Array(sample.data.length)
    for (let batch = 0; batch < (sample.dims[0] ?? 1); batch += 1) {
      const start = 2 * half * batch + offset
      data.set(output.data.subarray(start, start + half), batch * half)
    }
    return tensor(sample.dims, data)
  }
  return { mean: part(0), variance: part(half) }
}
