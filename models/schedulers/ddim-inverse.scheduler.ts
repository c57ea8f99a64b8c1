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
import { refuseSigmas, requireSteps } from './schedule-problem.ts'
import { betaKeys, clippingKeys, configReader, flag, predictionKeys, spacingKeys } from './scheduler-keys.ts'
import { linearSum } from './single-precision.ts'
import { roundHalfEven, spacedTimesteps } from './timestep-spacing.ts'
import { noisedToStep, partsOf, stepBefore, trainingStepRows } from './training-steps.ts'

const configOf = configReader(
  z.object({
    ...betaKeys(),
    ...predictionKeys,
    ...clippingKeys(true),
    ...spacingKeys('leading'),
    set_alpha_to_one: flag(true),
  }),
)

/** DDIM backwards: from a clean sample to the noise that would make it (Song et al. 2021, section 4.3). */
export const ddimInverse = defineScheduler({
  id: 'ddim-inverse',
  className: 'DDIMInverseScheduler',
  label: { en: 'DDIM inverse (from clean to noise)', 'zh-CN': 'DDIM 反演（从清晰画面到噪声）' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, signalTable(configOf(request.schedule.config))),
  predictClean,
})

export default ddimInverse

function schedule({ config, steps, sigmas }: ScheduleRequest): SigmaSchedule {
  const settings = configOf(config)
  const { num_train_timesteps: trainSteps, timestep_spacing: spacing, steps_offset: offset } = settings
  refuseSigmas(sigmas)
  requireSteps(steps, trainSteps)
  const falling = spacedTimesteps({ spacing, trainSteps, steps, offset }).map(roundHalfEven)
  const alphas = signalTable(settings)
  const rows = trainingStepRows({
    scheduler: 'ddim-inverse',
    config,
    timesteps: falling.toReversed(),
    steps,
    alphas,
  })
  const last = partsOf(alphas[rows.timesteps.at(-1) ?? 0] ?? 1).sigma
  return { ...rows, sigmas: [...rows.sigmas.slice(0, -1), last] }
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index, sample, output } = request
  const config = configOf(schedule.config)
  const prediction = config.prediction_type
  const next = partsOf(signalTable(config)[schedule.timesteps[index] ?? 0] ?? 1)
  const noise = noiseOf({ prediction, sample, output, ...partsBefore(request) })
  return { sample: linearSum([next.alpha, predictClean(request)], [next.sigma, noise]) }
}

function predictClean(request: StepRequest): Tensor {
  const config = configOf(request.schedule.config)
  const { sample, output } = request
  const parts = partsBefore(request)
  return limited(cleanOf({ prediction: config.prediction_type, sample, output, ...parts }), config)
}

/** The sample is one stride cleaner than the training step that the model is told. */
function partsBefore({ schedule, index }: StepRequest) {
  const config = configOf(schedule.config)
  const alphas = signalTable(config)
  const trainSteps = config.num_train_timesteps
  const before = Math.min(stepBefore(schedule.timesteps[index] ?? 0, trainSteps, schedule), trainSteps - 1)
  return partsOf(alphas[before] ?? (config.set_alpha_to_one ? 1 : (alphas[0] ?? 1)))
}
