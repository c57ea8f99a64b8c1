import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { signalTable } from './beta-table.ts'
import { cleanOf } from './clean-sample.ts'
import { linearMultistep, rungeKuttaStep, type PndmMove } from './pndm-moves.ts'
import { rungeKuttaRows, skippedRows } from './pndm-rows.ts'
import { refuseSigmas, requireSteps } from './schedule-problem.ts'
import { betaKeys, configReader, flag, key, spacingKeys } from './scheduler-keys.ts'
import { dividedBy, linearSum, squareRoot } from './single-precision.ts'
import { numberIn } from './solver-memory.ts'
import { roundHalfEven, spacedTimesteps } from './timestep-spacing.ts'
import { noisedToStep, partsOf, trainingStepRows } from './training-steps.ts'

const { fround } = Math

const configOf = configReader(
  z.object({
    ...betaKeys(),
    ...spacingKeys('leading'),
    skip_prk_steps: flag(false),
    set_alpha_to_one: flag(false),
    prediction_type: key(z.enum(['epsilon', 'v_prediction']), 'epsilon'),
  }),
)

/** Pseudo numerical methods: Runge-Kutta rows to warm up, then linear multistep (Liu et al. 2022, algorithm 2). */
export const pndm = defineScheduler({
  id: 'pndm',
  className: 'PNDMScheduler',
  label: { en: 'PNDM', 'zh-CN': 'PNDM' },
  schedule,
  step,
  addNoise: (request) => noisedToStep(request, signalTable(configOf(request.schedule.config))),
  predictClean,
})

export default pndm

function schedule({ config, steps, sigmas }: ScheduleRequest): SigmaSchedule {
  const settings = configOf(config)
  const { num_train_timesteps: trainSteps, timestep_spacing: spacing, steps_offset: offset } = settings
  refuseSigmas(sigmas)
  requireSteps(steps, trainSteps)
  const even = spacedTimesteps({ spacing, trainSteps, steps, offset }).map(roundHalfEven)
  const timesteps = settings.skip_prk_steps
    ? skippedRows(even)
    : rungeKuttaRows(even, Math.floor(Math.floor(trainSteps / steps) / 2))
  return trainingStepRows({ scheduler: 'pndm', config, timesteps, steps, alphas: signalTable(settings) })
}

function step(request: StepRequest): { sample: Tensor; memory: SchedulerMemory } {
  const { schedule, memory, sample } = request
  const config = configOf(schedule.config)
  const steps = schedule.steps ?? schedule.timesteps.length
  const done = numberIn(memory, 'done') ?? 0
  const stride = Math.floor(config.num_train_timesteps / steps)
  const isWarmingUp = !config.skip_prk_steps && done < warmUpRows(schedule)
  const move = isWarmingUp ? rungeKuttaStep(request, stride) : linearMultistep(request, stride)
  return {
    sample: moved(move, schedule),
    memory: { ...move.memory, done: done + 1, ...(move.keepsSample && { sample }) },
  }
}

/** Rows of Runge-Kutta: four for each of the first three steps, fewer when there are fewer steps. */
function warmUpRows({ timesteps, steps }: SigmaSchedule): number {
  return timesteps.length - Math.max((steps ?? 0) - 3, 0)
}

/** Transfer from one training step to an earlier one along a direction (Liu et al. 2022, equation 11). */
function moved({ from, to, sample, direction }: PndmMove, { config }: SigmaSchedule): Tensor {
  const settings = configOf(config)
  const alphas = signalTable(settings)
  const now = alphas[from] ?? 1
  const before = alphas[to] ?? (settings.set_alpha_to_one ? 1 : (alphas[0] ?? 1))
  const parts = partsOf(now)
  const noise =
    settings.prediction_type === 'epsilon'
      ? direction
      : linearSum([parts.alpha, direction], [parts.sigma, sample])
  const left = fround(now * squareRoot(fround(1 - before)))
  const right = squareRoot(fround(fround(now * fround(1 - now)) * before))
  const change = dividedBy(linearSum([fround(before - now), noise]), fround(left + right))
  return linearSum([squareRoot(fround(before / now)), sample], [-1, change])
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  const config = configOf(schedule.config)
  const parts = partsOf(signalTable(config)[schedule.timesteps[index] ?? 0] ?? 1)
  return cleanOf({ prediction: config.prediction_type, sample, output, ...parts })
}
