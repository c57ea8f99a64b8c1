import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { staticShift } from './flow-match-sigmas.ts'
import { noisedAlongFlow } from './flow-rows.ts'
import { configReader, numeric } from './scheduler-keys.ts'
import { linearSum } from './single-precision.ts'
import { linspace } from './timestep-spacing.ts'

const configOf = configReader(z.object({ num_train_timesteps: numeric(1000), shift: numeric(1) }))

/**
 * Steps of flow-map models, which learned the mean velocity between any two times (AnyFlow). The model is told the
 * next row's timestep beside this row's.
 */
export const flowMapEuler = defineScheduler({
  id: 'flow-map-euler',
  className: 'FlowMapEulerDiscreteScheduler',
  flow: 'always',
  label: { en: 'Flow map Euler (any step count)', 'zh-CN': 'Flow Map Euler（任意步数）' },
  schedule,
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedAlongFlow(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean: ({ sample, output, schedule, index }) =>
    linearSum([1, sample], [-(schedule.sigmas[index] ?? 0), output]),
})

export default flowMapEuler

/** Double precision throughout, as in diffusers. */
function schedule({ config, steps, sigmas: given }: ScheduleRequest): SigmaSchedule {
  const { num_train_timesteps: scale, shift } = configOf(config)
  const sigmas = given
    ? [...(given.at(-1) === 0 ? given.slice(0, -1) : given), 0]
    : linspace(1, 0, steps + 1).map((sigma) => staticShift(sigma, shift))
  const timesteps = sigmas.slice(0, -1).map((sigma) => sigma * scale)
  return { scheduler: 'flow-map-euler', config, timesteps, sigmas, initScale: 1 }
}

function step({ schedule, index, sample, output }: StepRequest): { sample: Tensor } {
  const { num_train_timesteps: scale } = configOf(schedule.config)
  const now = (schedule.timesteps[index] ?? 0) / scale
  const next = ((schedule.sigmas[index + 1] ?? 0) * scale) / scale
  return { sample: linearSum([1, sample], [next - now, output]) }
}
