import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import { addScaled, combine } from '../tensor-math.ts'
import type { Tensor } from '../tensor.ts'
import { flowMatchConfig, flowMatchSigmas } from './flow-match-sigmas.ts'
import { perTokenStep } from './per-token-step.ts'

const { fround } = Math

/** Euler steps along the straight paths of flow matching: x += (σ₊ − σ) · v (Esser et al. 2024; diffusers). */
export default defineScheduler({
  id: 'flow-match-euler',
  className: 'FlowMatchEulerDiscreteScheduler',
  flow: 'always',
  label: { en: 'Flow Euler', 'zh-CN': 'Flow Euler（流匹配欧拉）' },
  schedule,
  step,
  addNoise: ({ clean, noise, schedule, index }) => atNoiseLevel(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean: ({ sample, output, schedule, index }) =>
    addScaled(sample, output, -(schedule.sigmas[index] ?? 0)),
})

function schedule(request: ScheduleRequest): SigmaSchedule {
  const { num_train_timesteps: scale, invert_sigmas: inverted } = flowMatchConfig(request.config)
  const rows = flowMatchSigmas(request).map((sigma) => fround(inverted ? 1 - fround(sigma) : sigma))
  return {
    scheduler: 'flow-match-euler',
    config: request.config,
    timesteps: rows.map((sigma) => fround(sigma * scale)),
    sigmas: [...rows, inverted ? 1 : 0],
    initScale: 1,
  }
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index, sample, output, noise, tokenTimesteps } = request
  const config = flowMatchConfig(schedule.config)
  if (tokenTimesteps) return { sample: perTokenStep(request, tokenTimesteps, config.num_train_timesteps) }
  const sigma = schedule.sigmas[index] ?? 0
  const next = schedule.sigmas[index + 1] ?? 0
  if (noise && config.stochastic_sampling) {
    return { sample: atNoiseLevel(addScaled(sample, output, -sigma), noise(), next) }
  }
  return { sample: addScaled(sample, output, fround(next - sigma)) }
}

function atNoiseLevel(clean: Tensor, noise: Tensor, sigma: number): Tensor {
  return combine(clean, noise, (x, n) => fround((1 - sigma) * x) + fround(sigma * n))
}
