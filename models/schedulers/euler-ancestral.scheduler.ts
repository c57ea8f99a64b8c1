import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { ancestralSplit } from './ancestral-split.ts'
import { configReader } from './scheduler-keys.ts'
import {
  cleanAtSigma,
  initialScale,
  noisedToSigma,
  scaledToSigma,
  sigmaLevelKeys,
  sigmaLevels,
  slope,
} from './sigma-levels.ts'
import { linearSum } from './single-precision.ts'

const { fround } = Math

const configOf = configReader(z.object(sigmaLevelKeys))

/** Euler steps that go down too far and come back up with fresh noise (k-diffusion, sample_euler_ancestral). */
export const eulerAncestral = defineScheduler({
  id: 'euler-ancestral',
  className: 'EulerAncestralDiscreteScheduler',
  label: {
    en: 'Euler ancestral (fresh noise each step)',
    'zh-CN': 'Euler Ancestral（欧拉祖先采样，每步加新噪声）',
  },
  schedule,
  scaleInput: (sample, { sigmas }, index) => scaledToSigma(sample, sigmas[index] ?? 0),
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedToSigma(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean,
})

export default eulerAncestral

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  // diffusers knows no curves here; its keys are left alone when a config of another scheduler is loaded.
  const plain = { ...config, use_karras_sigmas: false, use_exponential_sigmas: false, use_beta_sigmas: false }
  const { timesteps, sigmas } = sigmaLevels(plain, request)
  return {
    scheduler: 'euler-ancestral',
    config: request.config,
    timesteps,
    sigmas: [...sigmas, 0],
    initScale: initialScale(sigmas, config.timestep_spacing),
  }
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index, sample, noise } = request
  const sigma = schedule.sigmas[index] ?? 0
  const { down, up } = ancestralSplit(sigma, schedule.sigmas[index + 1] ?? 0)
  const derivative = slope(sample, predictClean(request), sigma)
  const lowered = linearSum([1, sample], [fround(down - sigma), derivative])
  return { sample: noise ? linearSum([1, lowered], [up, noise()]) : lowered }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const { prediction_type: prediction } = configOf(schedule.config)
  return cleanAtSigma({ prediction, sample, output, sigma: schedule.sigmas[index] ?? 0 })
}
