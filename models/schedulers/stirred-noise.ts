import type { StepRequest } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { numeric } from './scheduler-keys.ts'
import { linearSum, squareRoot } from './single-precision.ts'

const { fround } = Math

/** Arguments of diffusers' step: how much noise is stirred in, between which levels, and how strong. */
export const stirKeys = {
  s_churn: numeric(0),
  s_tmin: numeric(0),
  s_tmax: numeric(Infinity),
  s_noise: numeric(1),
}

export interface StirConfig {
  readonly s_churn: number
  readonly s_tmin: number
  readonly s_tmax: number
  readonly s_noise: number
}

/** The sample lifted to a higher level by fresh noise before a step (Karras et al. 2022, algorithm 2). */
export function stirred(
  { schedule, index, sample, noise }: StepRequest,
  { s_churn, s_tmin, s_tmax, s_noise }: StirConfig,
): { sample: Tensor; sigma: number } {
  const sigma = schedule.sigmas[index] ?? 0
  const isStirred = sigma >= s_tmin && sigma <= s_tmax
  const gamma = isStirred ? Math.min(s_churn / (schedule.sigmas.length - 1), Math.SQRT2 - 1) : 0
  if (gamma <= 0 || !noise) return { sample, sigma }
  const raised = fround(sigma * fround(gamma + 1))
  const added = squareRoot(fround(fround(raised * raised) - fround(sigma * sigma)))
  return { sample: linearSum([1, sample], [added, linearSum([s_noise, noise()])]), sigma: raised }
}
