import type { AddNoiseRequest, SigmaSchedule } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import type { SignalAndNoise } from './clean-sample.ts'
import { linearSum, squareRoot } from './single-precision.ts'

/**
 * What the schedulers share that step on training steps (DDPM, DDIM, PNDM, LCM, TCD): the sample is √ᾱ · clean + √(1 − ᾱ) · noise.
 */
const { fround } = Math

/** √ᾱ and √(1 − ᾱ) */
export function partsOf(alpha: number): SignalAndNoise {
  return { alpha: squareRoot(alpha), sigma: squareRoot(fround(1 - alpha)) }
}

export interface TrainingStepRows {
  readonly scheduler: string
  readonly config: SigmaSchedule['config']
  readonly timesteps: readonly number[]
  readonly steps: number
  /** ᾱ of each training step */
  readonly alphas: readonly number[]
}

/** Rows at training steps; `sigmas` are the noise's standard deviation in the sample, √(1 − ᾱ). */
export function trainingStepRows({ alphas, ...rows }: TrainingStepRows): SigmaSchedule {
  const levels = rows.timesteps.map((timestep) => partsOf(alphas[timestep] ?? 1).sigma)
  return { ...rows, sigmas: [...levels, 0], initScale: 1 }
}

export function noisedToStep(
  { clean, noise, schedule, index }: AddNoiseRequest,
  alphas: readonly number[],
): Tensor {
  const { alpha, sigma } = partsOf(alphas[schedule.timesteps[index] ?? 0] ?? 1)
  return linearSum([alpha, clean], [sigma, noise])
}

/** The training step before, when a run of `steps` steps takes them in even strides; below 0 there is none. */
export function stepBefore(
  timestep: number,
  trainSteps: number,
  { timesteps, steps }: SigmaSchedule,
): number {
  return timestep - Math.floor(trainSteps / (steps ?? timesteps.length))
}
