import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { limited } from './clean-sample.ts'
import { betaKeys, clippingKeys, configReader } from './scheduler-keys.ts'
import {
  cleanAtSigma,
  initialScale,
  noisedToSigma,
  scaledToSigma,
  sigmaLevelKeys,
  sigmaLevels,
  slope,
} from './sigma-levels.ts'
import { dividedBy, linearSum } from './single-precision.ts'
import { numberIn, tensorIn } from './solver-memory.ts'

const { fround } = Math

const configOf = configReader(
  z.object({ ...sigmaLevelKeys, ...betaKeys({ from: 0.00085, to: 0.012 }), ...clippingKeys(false) }),
)

/** Heun's second-order steps: every step but the last asks the model twice (Karras et al. 2022, algorithm 1). */
export const heun = defineScheduler({
  id: 'heun',
  className: 'HeunDiscreteScheduler',
  label: { en: 'Heun (two evaluations a step)', 'zh-CN': 'Heun（每步两次求值）' },
  rowsPerStep: 2,
  schedule,
  scaleInput: (sample, { sigmas }, index) => scaledToSigma(sample, sigmas[index] ?? 0),
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedToSigma(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean,
})

export default heun

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  const { timesteps, sigmas } = sigmaLevels(config, request)
  return {
    scheduler: 'heun',
    config: request.config,
    timesteps: twiceAfterFirst(timesteps),
    sigmas: [...twiceAfterFirst(sigmas), 0],
    initScale: initialScale(sigmas, config.timestep_spacing),
  }
}

function twiceAfterFirst(rows: readonly number[]): readonly number[] {
  return rows.flatMap((row, index) => (index === 0 ? [row] : [row, row]))
}

function step(request: StepRequest): { sample: Tensor; memory?: SchedulerMemory } {
  const { schedule, index, sample, memory } = request
  const sigma = schedule.sigmas[index] ?? 0
  const derivative = slope(sample, predictClean(request), sigma)
  const from = tensorIn(memory, 'sample')
  const first = tensorIn(memory, 'derivative')
  const distance = numberIn(memory, 'distance')
  if (from && first && distance !== undefined) {
    const mean = dividedBy(linearSum([1, first], [1, derivative]), 2)
    return { sample: linearSum([1, from], [distance, mean]) }
  }
  const ahead = fround((schedule.sigmas[index + 1] ?? 0) - sigma)
  const next = linearSum([1, sample], [ahead, derivative])
  const isLast = index === schedule.timesteps.length - 1
  return isLast ? { sample: next } : { sample: next, memory: { sample, derivative, distance: ahead } }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const config = configOf(schedule.config)
  const sigma = schedule.sigmas[index] ?? 0
  return limited(cleanAtSigma({ prediction: config.prediction_type, sample, output, sigma }), config)
}
