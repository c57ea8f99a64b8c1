import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { configReader, numeric } from './scheduler-keys.ts'
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
import { answersIn, withAnswers } from './solver-memory.ts'

/** `order` is an argument of diffusers' step. */
const configOf = configReader(z.object({ ...sigmaLevelKeys, order: numeric(4) }))

/** Linear multistep: a polynomial through the last slopes, integrated over the step (k-diffusion, sample_lms). */
export const lms = defineScheduler({
  id: 'lms',
  className: 'LMSDiscreteScheduler',
  label: { en: 'LMS (linear multistep)', 'zh-CN': 'LMS（线性多步法）' },
  schedule,
  scaleInput: (sample, { sigmas }, index) => scaledToSigma(sample, sigmas[index] ?? 0),
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedToSigma(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean,
})

export default lms

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  const { timesteps, sigmas } = sigmaLevels(config, request)
  return {
    scheduler: 'lms',
    config: request.config,
    timesteps,
    sigmas: [...sigmas, 0],
    initScale: initialScale(sigmas, config.timestep_spacing),
  }
}

function step(request: StepRequest): { sample: Tensor; memory: SchedulerMemory } {
  const { schedule, index, sample } = request
  const { order: most } = configOf(schedule.config)
  const derivative = slope(sample, predictClean(request), schedule.sigmas[index] ?? 0)
  const slopes = [derivative, ...answersIn(request.memory)].slice(0, most)
  // The order follows the row, even when a clip starts in the middle with fewer slopes than that (as diffusers).
  const order = Math.min(index + 1, most)
  const [first, ...rest] = slopes.map(
    (each, age) => [weight(schedule.sigmas, { index, order, age }), each] as const,
  )
  const change = linearSum(first ?? [0, derivative], ...rest)
  return { sample: linearSum([1, sample], [1, change]), memory: withAnswers(slopes) }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const { prediction_type: prediction } = configOf(schedule.config)
  return cleanAtSigma({ prediction, sample, output, sigma: schedule.sigmas[index] ?? 0 })
}

/** Three-point Gauss-Legendre, exact for polynomials up to the fifth degree. */
const gaussPoints = [
  { at: -Math.sqrt(0.6), weight: 5 / 9 },
  { at: 0, weight: 8 / 9 },
  { at: Math.sqrt(0.6), weight: 5 / 9 },
]

/** Integral of the Lagrange polynomial of one slope over the step. */
function weight(
  sigmas: readonly number[],
  { index, order, age }: { index: number; order: number; age: number },
): number {
  const level = (back: number) => sigmas[index - back] ?? 0
  const half = ((sigmas[index + 1] ?? 0) - level(0)) / 2
  const polynomial = (sigma: number) =>
    Array.from({ length: order }, (_, other) => other)
      .filter((other) => other !== age)
      .reduce((product, other) => (product * (sigma - level(other))) / (level(age) - level(other)), 1)
  return (
    half *
    gaussPoints.reduce((sum, { at, weight }) => sum + weight * polynomial(level(0) + half * (1 + at)), 0)
  )
}
