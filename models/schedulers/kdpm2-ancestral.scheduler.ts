import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { ancestralSplit } from './ancestral-split.ts'
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
import { linearSum } from './single-precision.ts'
import { numberIn } from './solver-memory.ts'

const configOf = configReader(z.object({ ...sigmaLevelKeys, ...betaKeys({ from: 0.00085, to: 0.012 }) }))

/** DPM-Solver-2 with fresh noise after each step (k-diffusion, sample_dpm_2_ancestral). */
export const kdpm2Ancestral = defineScheduler({
  id: 'kdpm2-ancestral',
  className: 'KDPM2AncestralDiscreteScheduler',
  label: {
    en: 'DPM2 ancestral (fresh noise each step)',
    'zh-CN': 'DPM2 Ancestral（祖先采样，每步加新噪声）',
  },
  rowsPerStep: 2,
  schedule,
  scaleInput: (sample, { sigmas }, index) => scaledToSigma(sample, sigmas[index] ?? 0),
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedToSigma(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean,
})

export default kdpm2Ancestral

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  const levels = sigmaLevels(config, request, { roundsKarras: true })
  const { sigmas } = levels
  const between = sigmas.map((sigma, index) =>
    betweenLevels(sigma, ancestralSplit(sigma, sigmas[index + 1] ?? 0).down),
  )
  return {
    scheduler: 'kdpm2-ancestral',
    config: request.config,
    ...midpointRows({ ...levels, between }, noiseTable(config)),
    initScale: initialScale(sigmas, config.timestep_spacing),
  }
}

function step(request: StepRequest): { sample: Tensor; memory?: SchedulerMemory } {
  const next = request.schedule.sigmas[request.index + 1] ?? 0
  const stepped = midpointStep(request, predictClean(request), (from) => ancestralSplit(from, next).down)
  const from = numberIn(request.memory, 'sigma')
  if (from === undefined || !request.noise) return stepped
  return { sample: linearSum([1, stepped.sample], [ancestralSplit(from, next).up, request.noise()]) }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const { prediction_type: prediction } = configOf(schedule.config)
  return cleanAtSigma({ prediction, sample, output, sigma: schedule.sigmas[index] ?? 0 })
}
