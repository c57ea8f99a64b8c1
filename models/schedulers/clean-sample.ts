import type { Tensor } from '../tensor.ts'
import { clamped, dividedBy, linearSum } from './single-precision.ts'
import { thresholded } from './dynamic-threshold.ts'

export type Prediction = 'epsilon' | 'sample' | 'original_sample' | 'v_prediction' | 'flow_prediction'

export interface SignalAndNoise {
  /** Factor of the clean sample in the noisy one. */
  readonly alpha: number
  /** Factor of the noise in the noisy one. */
  readonly sigma: number
}

export interface PredictionRequest extends SignalAndNoise {
  readonly prediction: Prediction
  readonly sample: Tensor
  readonly output: Tensor
}

/** The clean sample that a model's answer means, sample = α · clean + σ · noise. */
export function cleanOf({ prediction, sample, output, alpha, sigma }: PredictionRequest): Tensor {
  switch (prediction) {
    case 'epsilon':
      return dividedBy(linearSum([1, sample], [-sigma, output]), alpha)
    case 'sample':
    case 'original_sample':
      return output
    case 'v_prediction':
      return linearSum([alpha, sample], [-sigma, output])
    case 'flow_prediction':
      return linearSum([1, sample], [-sigma, output])
    default:
      return prediction satisfies never
  }
}

/** The noise that a model's answer means. */
export function noiseOf({ prediction, sample, output, alpha, sigma }: PredictionRequest): Tensor {
  switch (prediction) {
    case 'epsilon':
      return output
    case 'sample':
    case 'original_sample':
      return dividedBy(linearSum([1, sample], [-alpha, output]), sigma)
    case 'v_prediction':
      return linearSum([alpha, output], [sigma, sample])
    case 'flow_prediction':
      return linearSum([1, sample], [1 - sigma, output])
    default:
      return prediction satisfies never
  }
}

export interface Limits {
  readonly thresholding: boolean
  readonly dynamic_thresholding_ratio: number
  readonly sample_max_value: number
  readonly clip_sample?: boolean
  readonly clip_sample_range?: number
}

/** A clean sample within the range the model was trained on, when the config says so. */
export function limited(clean: Tensor, limits: Limits): Tensor {
  if (limits.thresholding) return thresholded(clean, limits)
  if (limits.clip_sample) return clamped(clean, limits.clip_sample_range ?? 1)
  return clean
}
