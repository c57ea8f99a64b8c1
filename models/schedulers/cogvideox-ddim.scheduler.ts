import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { cleanOf } from './clean-sample.ts'
import { shiftedSignal } from './cogvideox-signal.ts'
import { refuseSigmas, requireSteps } from './schedule-problem.ts'
import { betaKeys, configReader, flag, numeric, predictionKeys, spacingKeys } from './scheduler-keys.ts'
import { linearSum } from './single-precision.ts'
import { roundHalfEven, spacedTimesteps } from './timestep-spacing.ts'
import { noisedToStep, stepBefore, trainingStepRows } from './training-steps.ts'

const configOf = configReader(
  z.object({
    ...betaKeys({ from: 0.00085, to: 0.012, schedule: 'scaled_linear' }),
    ...predictionKeys,
    ...spacingKeys('leading'),
    set_alpha_to_one: flag(true),
    snr_shift_scale: numeric(3),
  }),
)

/** DDIM on CogVideoX's shifted noise; deterministic, and the clean sample is never clipped (Yang et al. 2024). */
export const cogvideoxDdim = defineScheduler({
  id: 'cogvideox-ddim',
  className: 'CogVideoXDDIMScheduler',
  label: { en: 'CogVideoX DDIM', 'zh-CN': 'CogVideoX DDIM' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, shiftedSignal(configOf(request.schedule.config))),
  predictClean,
})

export default cogvideoxDdim

function schedule({ config, steps, sigmas }: ScheduleRequest): SigmaSchedule {
  const settings = configOf(config)
  const { num_train_timesteps: trainSteps, timestep_spacing: spacing, steps_offset: offset } = settings
  refuseSigmas(sigmas)
  requireSteps(steps, trainSteps)
  const timesteps = spacedTimesteps({ spacing, trainSteps, steps, offset }).map(roundHalfEven)
  const alphas = shiftedSignal(settings)
  return trainingStepRows({ scheduler: 'cogvideox-ddim', config, timesteps, steps, alphas })
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index, sample } = request
  const config = configOf(schedule.config)
  const alphas = shiftedSignal(config)
  const timestep = schedule.timesteps[index] ?? 0
  const last = config.set_alpha_to_one ? 1 : (alphas[0] ?? 1)
  const now = alphas[timestep] ?? 1
  const before = alphas[stepBefore(timestep, config.num_train_timesteps, schedule)] ?? last
  const kept = Math.sqrt((1 - before) / (1 - now))
  const added = Math.sqrt(before) - Math.sqrt(now) * kept
  return { sample: linearSum([kept, sample], [added, predictClean(request)]) }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const config = configOf(schedule.config)
  const now = shiftedSignal(config)[schedule.timesteps[index] ?? 0] ?? 1
  const parts = { alpha: Math.sqrt(now), sigma: Math.sqrt(1 - now) }
  return cleanOf({ prediction: config.prediction_type, sample, output, ...parts })
}
