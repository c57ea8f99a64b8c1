import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { signalTable } from './beta-table.ts'
import { cleanOf, limited } from './clean-sample.ts'
import { noiseFactors, splitVariance, varianceTypes } from './ddpm-variance.ts'
import { betaKeys, clippingKeys, configReader, key, predictionKeys, spacingKeys } from './scheduler-keys.ts'
import { evenRows } from './even-rows.ts'
import { linearSum, squareRoot } from './single-precision.ts'
import { tensor } from '../tensor.ts'
import { noisedToStep, partsOf, stepBefore } from './training-steps.ts'

const { fround } = Math

const configOf = configReader(
  z.object({
    ...betaKeys(),
    ...predictionKeys,
    ...clippingKeys(true),
    ...spacingKeys('leading'),
    variance_type: key(z.enum(varianceTypes), 'fixed_small'),
  }),
)

/** Denoising diffusion probabilistic models: the posterior's mean and fresh noise (Ho et al. 2020, equation 7). */
export const ddpm = defineScheduler({
  id: 'ddpm',
  className: 'DDPMScheduler',
  label: { en: 'DDPM', 'zh-CN': 'DDPM' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, signalTable(configOf(request.schedule.config))),
  predictClean,
})

export default ddpm

function schedule(request: ScheduleRequest): SigmaSchedule {
  const settings = configOf(request.config)
  return evenRows(request, { scheduler: 'ddpm', settings, alphas: signalTable(settings) })
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index, sample, noise } = request
  const { now, before } = signalAround(request)
  const kept = fround(now / before)
  const cleanFactor = fround(fround(squareRoot(before) * fround(1 - kept)) / fround(1 - now))
  const sampleFactor = fround(fround(squareRoot(kept) * fround(1 - before)) / fround(1 - now))
  const mean = linearSum([cleanFactor, predictClean(request)], [sampleFactor, sample])
  if ((schedule.timesteps[index] ?? 0) <= 0 || !noise) return { sample: mean }
  return { sample: linearSum([1, mean], [1, freshNoise(request, noise())]) }
}

function freshNoise(request: StepRequest, noise: Tensor): Tensor {
  const { variance_type: type } = configOf(request.schedule.config)
  const { variance } = splitVariance(request.output, request.sample)
  const factors = noiseFactors({ type, ...signalAround(request), variance })
  return tensor(
    noise.dims,
    noise.data.map((value, at) => value * factors(at)),
  )
}

/** ᾱ of this row and of the one before; nothing but signal before the first. */
function signalAround({ schedule, index }: StepRequest): { now: number; before: number } {
  const config = configOf(schedule.config)
  const alphas = signalTable(config)
  const timestep = schedule.timesteps[index] ?? 0
  const before = alphas[stepBefore(timestep, config.num_train_timesteps, schedule)] ?? 1
  return { now: alphas[timestep] ?? 1, before }
}

function predictClean(request: StepRequest): Tensor {
  const { schedule, sample } = request
  const config = configOf(schedule.config)
  const { mean: output } = splitVariance(request.output, sample)
  const parts = partsOf(signalAround(request).now)
  return limited(cleanOf({ prediction: config.prediction_type, sample, output, ...parts }), config)
}
