import {
  defineScheduler,
  type ScheduleRequest,
  type SchedulerMemory,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import { addScaled, combine } from '../tensor-math.ts'
import type { Tensor } from '../tensor.ts'
import { flowMatchConfig, flowMatchSigmas } from './flow-match-sigmas.ts'

const { fround } = Math

/**
 * Heun's second-order steps for flow matching: each step but the last asks the model twice and goes along
 * the mean of both answers (Karras et al. 2022, algorithm 1 without churn; diffusers).
 */
export default defineScheduler({
  id: 'flow-match-heun',
  className: 'FlowMatchHeunDiscreteScheduler',
  flow: 'always',
  label: { en: 'Flow Heun (two evaluations a step)', 'zh-CN': 'Flow Heun（每步两次求值）' },
  rowsPerStep: 2,
  schedule,
  step,
  addNoise: ({ clean, noise, schedule, index }) => {
    const sigma = schedule.sigmas[index] ?? 0
    return combine(clean, noise, (x, n) => fround((1 - sigma) * x) + fround(sigma * n))
  },
  predictClean: ({ sample, output, schedule, index }) =>
    addScaled(sample, output, -(schedule.sigmas[index] ?? 0)),
})

/** diffusers' Heun knows the static shift only. */
function schedule(request: ScheduleRequest): SigmaSchedule {
  const { num_train_timesteps, shift } = flowMatchConfig(request.config)
  const levels = flowMatchSigmas({ ...request, config: { num_train_timesteps, shift } }).map(fround)
  const rows = levels.flatMap((sigma, index) => (index === 0 ? [sigma] : [sigma, sigma]))
  return {
    scheduler: 'flow-match-heun',
    config: request.config,
    timesteps: rows.map((sigma) => fround(sigma * num_train_timesteps)),
    sigmas: [...rows, 0],
    initScale: 1,
  }
}

function step(request: StepRequest): { sample: Tensor; memory?: SchedulerMemory } {
  const { sample: from, derivative, distance } = request.memory ?? {}
  if (!isTensor(from) || !isTensor(derivative) || typeof distance !== 'number') return firstHalf(request)
  const mean = combine(derivative, request.output, (a, b) => 0.5 * fround(a + b))
  return { sample: addScaled(from, mean, distance) }
}

function firstHalf({ schedule, index, sample, output }: StepRequest): {
  sample: Tensor
  memory?: SchedulerMemory
} {
  const distance = fround((schedule.sigmas[index + 1] ?? 0) - (schedule.sigmas[index] ?? 0))
  const next = addScaled(sample, output, distance)
  const isLast = index === schedule.timesteps.length - 1
  return isLast ? { sample: next } : { sample: next, memory: { sample, derivative: output, distance } }
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dims' in value
}
