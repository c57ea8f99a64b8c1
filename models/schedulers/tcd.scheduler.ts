import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { signalTable } from './beta-table.ts'
import { cleanOf, noiseOf } from './clean-sample.ts'
import { distilledTimesteps } from './distilled-timesteps.ts'
import { refuseSigmas } from './schedule-problem.ts'
import { betaKeys, configReader, numeric, predictionKeys } from './scheduler-keys.ts'
import { linearSum, squareRoot } from './single-precision.ts'
import { noisedToStep, partsOf, trainingStepRows } from './training-steps.ts'

const { fround } = Math

const configOf = configReader(
  z.object({
    ...betaKeys({ from: 0.00085, to: 0.012, schedule: 'scaled_linear' }),
    ...predictionKeys,
    original_inference_steps: z.number().nullable().default(50),
    // An argument of diffusers' step, γ in the paper: 0 is deterministic, 1 fully stochastic.
    eta: numeric(0.3),
  }),
)

/** Trajectory consistency distillation: jump below the next step, come back up with noise (Zheng et al. 2024). */
export const tcd = defineScheduler({
  id: 'tcd',
  className: 'TCDScheduler',
  label: { en: 'TCD (few steps)', 'zh-CN': 'TCD（少步数）' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, signalTable(configOf(request.schedule.config))),
  predictClean,
})

export default tcd

function schedule({ config, steps, sigmas }: ScheduleRequest): SigmaSchedule {
  const settings = configOf(config)
  refuseSigmas(sigmas)
  const { num_train_timesteps: trainSteps, original_inference_steps } = settings
  const timesteps = distilledTimesteps({
    trainSteps,
    originalSteps: original_inference_steps ?? undefined,
    steps,
  })
  return trainingStepRows({ scheduler: 'tcd', config, timesteps, steps, alphas: signalTable(settings) })
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index, sample, output, noise } = request
  const { prediction_type: prediction, eta } = configOf(schedule.config)
  const alphas = signalTable(configOf(schedule.config))
  const now = partsOf(alphas[schedule.timesteps[index] ?? 0] ?? 1)
  const nextStep = schedule.timesteps[index + 1]
  const below = alphas[Math.floor(fround(fround(1 - eta) * (nextStep ?? 0)))] ?? 1
  const target = partsOf(below)
  const jumped = linearSum(
    [target.alpha, predictClean(request)],
    [target.sigma, noiseOf({ prediction, sample, output, ...now })],
  )
  if (eta === 0 || nextStep === undefined || !noise) return { sample: jumped }
  const kept = fround((alphas[nextStep] ?? 1) / below)
  return { sample: linearSum([squareRoot(kept), jumped], [squareRoot(fround(1 - kept)), noise()]) }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const config = configOf(schedule.config)
  const parts = partsOf(signalTable(config)[schedule.timesteps[index] ?? 0] ?? 1)
  return cleanOf({ prediction: config.prediction_type, sample, output, ...parts })
}
