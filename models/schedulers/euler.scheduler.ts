import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { noiseTable } from './noise-table.ts'
import { configReader, finalSigmaKeys, key } from './scheduler-keys.ts'
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
import { stirKeys, stirred } from './stirred-noise.ts'

const { fround } = Math

const configOf = configReader(
  z.object({
    ...sigmaLevelKeys,
    ...finalSigmaKeys,
    interpolation_type: key(z.enum(['linear', 'log_linear']), 'linear'),
    timestep_type: key(z.enum(['discrete', 'continuous']), 'discrete'),
    ...stirKeys,
  }),
)

/** Euler steps down the noise levels (Karras et al. 2022, algorithm 2). */
export const euler = defineScheduler({
  id: 'euler',
  className: 'EulerDiscreteScheduler',
  label: { en: 'Euler', 'zh-CN': 'Euler（欧拉）' },
  schedule,
  scaleInput: (sample, { sigmas }, index) => scaledToSigma(sample, sigmas[index] ?? 0),
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedToSigma(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean: (request) => cleanFrom(request, request.sample, request.schedule.sigmas[request.index] ?? 0),
})

export default euler

function schedule(request: ScheduleRequest): SigmaSchedule {
  const config = configOf(request.config)
  const logLinear = config.interpolation_type === 'log_linear'
  const { timesteps, sigmas } = sigmaLevels(config, request, { logLinear })
  const isContinuous = config.timestep_type === 'continuous' && config.prediction_type === 'v_prediction'
  const last = config.final_sigmas_type === 'zero' ? 0 : (noiseTable(config).sigmas[0] ?? 0)
  return {
    scheduler: 'euler',
    config: request.config,
    timesteps: isContinuous ? sigmas.map((sigma) => fround(0.25 * fround(Math.log(sigma)))) : timesteps,
    sigmas: [...sigmas, last],
    initScale: initialScale(sigmas, config.timestep_spacing),
  }
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index } = request
  const { sample, sigma } = stirred(request, configOf(schedule.config))
  const derivative = slope(sample, cleanFrom(request, sample, sigma), sigma)
  return { sample: linearSum([1, sample], [fround((schedule.sigmas[index + 1] ?? 0) - sigma), derivative]) }
}

function cleanFrom({ schedule, output }: StepRequest, sample: Tensor, sigma: number): Tensor {
  const { prediction_type: prediction } = configOf(schedule.config)
  return cleanAtSigma({ prediction, sample, output, sigma })
}
