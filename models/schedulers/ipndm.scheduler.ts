import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { extrapolated } from './adams-bashforth.ts'
import { singleLinspace } from './beta-table.ts'
import { refuseSigmas } from './schedule-problem.ts'
import { configReader } from './scheduler-keys.ts'
import { dividedBy, linearSum, squareRoot } from './single-precision.ts'
import { answersIn, withAnswers } from './solver-memory.ts'

const { fround } = Math

const configOf = configReader(z.object({ trained_betas: z.array(z.number()).nullish() }))

/** Improved pseudo numerical steps (Liu et al. 2022) on v-diffusion's cosine: sample = α · clean + σ · noise. */
export const ipndm = defineScheduler({
  id: 'ipndm',
  className: 'IPNDMScheduler',
  label: { en: 'iPNDM', 'zh-CN': 'iPNDM' },
  schedule,
  step,
  addNoise: ({ clean, noise, schedule, index }) => {
    const sigma = schedule.sigmas[index] ?? 0
    return linearSum([signalBeside(sigma), clean], [sigma, noise])
  },
  predictClean: (request) => cleanAlong(request, directionOf(request)),
})

export default ipndm

/** Timesteps run from 1 to 0; σ = sin²(πt / 2). */
function schedule({ config, steps, sigmas: given }: ScheduleRequest): SigmaSchedule {
  refuseSigmas(given)
  const times = [...singleLinspace(1, 0, steps + 1).slice(0, -1), 0]
  const sigmas =
    configOf(config).trained_betas?.map(fround) ??
    times.map((time) => {
      const sine = fround(Math.sin(fround(fround(time * fround(Math.PI)) / 2)))
      return fround(sine * sine)
    })
  return {
    scheduler: 'ipndm',
    config,
    timesteps: sigmas
      .slice(0, -1)
      .map((sigma) => fround(fround(fround(Math.atan2(sigma, signalBeside(sigma))) / fround(Math.PI)) * 2)),
    sigmas,
    initScale: 1,
  }
}

function signalBeside(sigma: number): number {
  return squareRoot(fround(1 - fround(sigma * sigma)))
}

function step(request: StepRequest): { sample: Tensor; memory: SchedulerMemory } {
  const next = request.schedule.sigmas[request.index + 1] ?? 0
  const directions = [directionOf(request), ...answersIn(request.memory)] as const
  const direction = extrapolated([directions[0], ...directions.slice(1)])
  const clean = cleanAlong(request, direction)
  return {
    sample: linearSum([signalBeside(next), clean], [next, direction]),
    memory: withAnswers(directions.slice(0, 3)),
  }
}

function directionOf({ schedule, index, sample, output }: StepRequest): Tensor {
  const sigma = schedule.sigmas[index] ?? 0
  return linearSum([sigma, sample], [signalBeside(sigma), output])
}

function cleanAlong({ schedule, index, sample }: StepRequest, direction: Tensor): Tensor {
  const sigma = schedule.sigmas[index] ?? 0
  return dividedBy(linearSum([1, sample], [-sigma, direction]), Math.max(signalBeside(sigma), 1e-8))
}
