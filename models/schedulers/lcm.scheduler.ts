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
import { distilledTimesteps } from './distilled-timesteps.ts'
import { refuseSigmas } from './schedule-problem.ts'
import { betaKeys, clippingKeys, configReader, flag, numeric, predictionKeys } from './scheduler-keys.ts'
import { linearSum } from './single-precision.ts'
import { noisedToStep, partsOf, trainingStepRows } from './training-steps.ts'

const { fround } = Math

const configOf = configReader(
  z.object({
    ...betaKeys({ from: 0.00085, to: 0.012, schedule: 'scaled_linear' }),
    ...predictionKeys,
    ...clippingKeys(false),
    set_alpha_to_one: flag(true),
    original_inference_steps: numeric(50),
    timestep_scaling: numeric(10),
  }),
)

/** Latent consistency models: jump to the clean sample, then back up with fresh noise (Luo et al. 2023). */
export const lcm = defineScheduler({
  id: 'lcm',
  className: 'LCMScheduler',
  label: { en: 'LCM (few steps)', 'zh-CN': 'LCM（少步数）' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, signalTable(configOf(request.schedule.config))),
  predictClean,
})

export default lcm

function schedule({ config, steps, sigmas }: ScheduleRequest): SigmaSchedule {
  const settings = configOf(config)
  refuseSigmas(sigmas)
  const { num_train_timesteps: trainSteps, original_inference_steps: originalSteps } = settings
  const timesteps = distilledTimesteps({ trainSteps, originalSteps, steps })
  return trainingStepRows({ scheduler: 'lcm', config, timesteps, steps, alphas: signalTable(settings) })
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index, noise } = request
  const denoised = predictClean(request)
  const next = schedule.timesteps[index + 1]
  if (next === undefined || !noise) return { sample: denoised }
  const { alpha, sigma } = partsOf(signalTable(configOf(schedule.config))[next] ?? 1)
  return { sample: linearSum([alpha, denoised], [sigma, noise()]) }
}

/** Data's standard deviation in the boundary condition f(x, 0) = x (Song et al. 2023, equation 25). */
const dataSpread = 0.5

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const config = configOf(schedule.config)
  const timestep = schedule.timesteps[index] ?? 0
  const parts = partsOf(signalTable(config)[timestep] ?? 1)
  const clean = limited(cleanOf({ prediction: config.prediction_type, sample, output, ...parts }), config)
  const scaled = fround(timestep * config.timestep_scaling)
  const total = fround(fround(scaled * scaled) + dataSpread ** 2)
  return linearSum(
    [fround(scaled / fround(Math.sqrt(total))), clean],
    [fround(dataSpread ** 2 / total), sample],
  )
}
