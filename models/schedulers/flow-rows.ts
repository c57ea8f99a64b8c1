import type { ScheduleRequest, SigmaSchedule } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { flowMatchConfig, flowMatchSigmas } from './flow-match-sigmas.ts'
import { linearSum } from './single-precision.ts'

const { fround } = Math

/** Rows of FlowMatchEuler, for the solvers that take its noise levels over. */
export function flowRows(scheduler: string, request: ScheduleRequest): SigmaSchedule {
  const { num_train_timesteps: scale, invert_sigmas: isInverted } = flowMatchConfig(request.config)
  const levels = flowMatchSigmas(request).map((sigma) => fround(isInverted ? 1 - fround(sigma) : sigma))
  return {
    scheduler,
    config: request.config,
    timesteps: levels.map((sigma) => fround(sigma * scale)),
    sigmas: [...levels, isInverted ? 1 : 0],
    initScale: 1,
  }
}

/** (1 − σ) · clean + σ · noise */
export function noisedAlongFlow(clean: Tensor, noise: Tensor, sigma: number): Tensor {
  return linearSum([1 - sigma, clean], [sigma, noise])
}
