import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { betweenLevels, midpointRows, midpointStep } from './kdpm2-levels.ts'
import { noiseTable } from './noise-table.ts'
import { betaKeys, configReader } from './scheduler-keys.ts'
import {
  cleanAtSigma,
  initialScale,
  noisedToSigma,
  scaledToSigma,
  sigmaLevelKeys,
  sigmaLevels,
} from './sigma-levels.ts'

const configOf = configReader(z.object({ ...sigmaLevelKeys, ...betaKeys({ from: 0.00085, to: 0.012 }) }))

/** DPM-Solver-2 as a midpoint rule: each step but the last asks again at √(σ · σ₊) (Karras et al. 2022). */
export const kdpm2 = defineScheduler({
  id: 'kdpm2',
  className: 'KDPM2DiscreteScheduler',
  label: { en: 'DPM2 (two evaluations a step)', 'zh-CN': 'DPM2（每步两次求值）' },
  rowsPerStep: 2,
  schedule,
  scaleInput: (sample, { sigmas }, index) => scaledToSigma(sample, sigmas[index] ?? 0),
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedToSigma(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean,
})

export default kdpm2

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  const levels = sigmaLevels(config, request, { roundsKarras: true })
  const between = levels.sigmas.map((sigma, index) => betweenLevels(levels.sigmas[index + 1] ?? 0, sigma))
  return {
    scheduler: 'kdpm2',
    config: request.config,
    ...midpointRows({ ...levels, between }, noiseTable(config)),
    initScale: initialScale(levels.sigmas, config.timestep_spacing),
  }
}

function step(request: StepRequest): { sample: Tensor; memory?: SchedulerMemory } {
  const { sigmas } = request.schedule
  return midpointStep(request, predictClean(request), () => sigmas[request.index + 1] ?? 0)
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const { prediction_type: prediction } = configOf(schedule.config)
  return cleanAtSigma({ prediction, sample, output, sigma: schedule.sigmas[index] ?? 0 })
}
