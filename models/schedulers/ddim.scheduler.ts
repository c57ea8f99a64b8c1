import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { signalTable } from './beta-table.ts'
import { cleanOf, limited, noiseOf } from './clean-sample.ts'
import { posteriorVariance } from './posterior-variance.ts'
import {
  betaKeys,
  clippingKeys,
  configReader,
  flag,
  numeric,
  predictionKeys,
  spacingKeys,
} from './scheduler-keys.ts'
import { evenRows } from './even-rows.ts'
import { linearSum, squareRoot } from './single-precision.ts'
import { noisedToStep, partsOf, stepBefore } from './training-steps.ts'

const { fround } = Math

const configOf = configReader(
  z.object({
    ...betaKeys(),
    ...predictionKeys,
    ...clippingKeys(true),
    ...spacingKeys('leading'),
    set_alpha_to_one: flag(true),
    // An argument of diffusers' step: 0 is deterministic, 1 as noisy as DDPM.
    eta: numeric(0),
  }),
)

/** Denoising diffusion implicit models (Song et al. 2021, equation 12). */
export const ddim = defineScheduler({
  id: 'ddim',
  className: 'DDIMScheduler',
  label: { en: 'DDIM', 'zh-CN': 'DDIM' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, signalTable(configOf(request.schedule.config))),
  predictClean,
})

export default ddim

function schedule(request: ScheduleRequest): SigmaSchedule {
  const settings = configOf(request.config)
  return evenRows(request, { scheduler: 'ddim', settings, alphas: signalTable(settings) })
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, sample, output, noise } = request
  const { prediction_type: prediction, eta } = configOf(schedule.config)
  const { now, before } = signalAround(request)
  const spread = fround(eta * squareRoot(posteriorVariance(now, before)))
  const direction = squareRoot(fround(fround(1 - before) - fround(spread * spread)))
  const stepped = linearSum(
    [squareRoot(before), predictClean(request)],
    [direction, noiseOf({ prediction, sample, output, ...partsOf(now) })],
  )
  return { sample: eta > 0 && noise ? linearSum([1, stepped], [spread, noise()]) : stepped }
}

/** ᾱ of this row and of where its step goes. */
function signalAround({ schedule, index }: StepRequest): { now: number; before: number } {
  const config = configOf(schedule.config)
  const alphas = signalTable(config)
  const timestep = schedule.timesteps[index] ?? 0
  const last = config.set_alpha_to_one ? 1 : (alphas[0] ?? 1)
  const before = alphas[stepBefore(timestep, config.num_train_timesteps, schedule)] ?? last
  return { now: alphas[timestep] ?? 1, before }
}

function predictClean(request: StepRequest): Tensor {
  const config = configOf(request.schedule.config)
  const { sample, output } = request
  const { now } = signalAround(request)
  return limited(cleanOf({ prediction: config.prediction_type, sample, output, ...partsOf(now) }), config)
}
