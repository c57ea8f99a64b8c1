import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { flowRows, noisedAlongFlow } from './flow-rows.ts'
import { configReader, numeric } from './scheduler-keys.ts'
import { linearSum, squareRoot } from './single-precision.ts'

const { fround } = Math

const configOf = configReader(
  z.object({ num_train_timesteps: numeric(1000), eta: numeric(1), s_noise: numeric(1) }),
)

/** Euler ancestral on straight flows, as ComfyUI's sample_euler_ancestral_RF. */
export const ltxEulerAncestralRf = defineScheduler({
  id: 'ltx-euler-ancestral-rf',
  className: 'LTXEulerAncestralRFScheduler',
  flow: 'always',
  label: {
    en: 'Flow Euler ancestral (fresh noise each step)',
    'zh-CN': 'Flow Euler Ancestral（流匹配，每步加新噪声）',
  },
  schedule,
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedAlongFlow(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean,
})

export default ltxEulerAncestralRf

/** Given sigmas are taken as they are, without shift; without them the rows are FlowMatchEuler's. */
function schedule(request: ScheduleRequest): SigmaSchedule {
  if (!request.sigmas) return flowRows('ltx-euler-ancestral-rf', request)
  const { num_train_timesteps: scale } = configOf(request.config)
  const given = request.sigmas.map(fround)
  const levels = Math.abs(given.at(-1) ?? 1) < 1e-6 ? given.slice(0, -1) : given
  return {
    scheduler: 'ltx-euler-ancestral-rf',
    config: request.config,
    timesteps: levels.map((sigma) => fround(sigma * scale)),
    sigmas: [...levels, 0],
    initScale: 1,
  }
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index, sample, noise } = request
  const clean = predictClean(request)
  const sigma = schedule.sigmas[index] ?? 0
  const next = schedule.sigmas[index + 1] ?? 0
  if (Math.abs(next) < 1e-8) return { sample: clean }
  const { eta, s_noise } = configOf(schedule.config)
  const { down, kept, renoise } = flowAncestralSplit({ sigma, next, eta })
  const ratio = fround(down / sigma)
  const lowered = linearSum([ratio, sample], [1 - ratio, clean])
  if (eta <= 0 || s_noise <= 0 || !noise) return { sample: lowered }
  const fresh = linearSum([s_noise, linearSum([renoise, noise()])])
  return { sample: linearSum([kept, lowered], [1, fresh]) }
}

/** How far below the next level a step goes, and what scales it back up to the next level's signal and noise. */
function flowAncestralSplit({ sigma, next, eta }: { sigma: number; next: number; eta: number }) {
  const ratio = fround(1 + fround(fround(fround(next / sigma) - 1) * eta))
  const down = fround(next * ratio)
  const signal = fround(1 - next)
  const signalDown = fround(1 - down)
  const square = (value: number) => fround(value * value)
  const left = fround(fround(square(down) * square(signal)) / fround(square(signalDown) + 1e-12))
  return {
    down,
    kept: fround(signal / fround(signalDown + 1e-12)),
    renoise: squareRoot(Math.max(fround(square(next) - left), 0)),
  }
}

function predictClean({ schedule, index, sample, output }: StepRequest): Tensor {
  return linearSum([1, sample], [-(schedule.sigmas[index] ?? 0), output])
}
