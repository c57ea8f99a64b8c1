import { betaQuantile } from './beta-quantile.ts'
import { linspace } from './timestep-spacing.ts'

export interface CurveRange {
  readonly high: number
  readonly low: number
  readonly steps: number
}

/** Karras et al. 2022, equation 5. */
export function karrasSigmas({ high, low, steps }: CurveRange, rho = 7): readonly number[] {
  const from = high ** (1 / rho)
  const to = low ** (1 / rho)
  return linspace(0, 1, steps).map((ramp) => (from + ramp * (to - from)) ** rho)
}

/** Even steps of log σ. */
export function exponentialSigmas({ high, low, steps }: CurveRange): readonly number[] {
  return linspace(Math.log(high), Math.log(low), steps).map(Math.exp)
}

/** Quantiles of a beta distribution, many steps at both ends (Lee et al. 2024). */
export function betaSigmas({ high, low, steps }: CurveRange, shape = 0.6): readonly number[] {
  return linspace(0, 1, steps).map((ramp) => low + betaQuantile(1 - ramp, shape) * (high - low))
}

/**
 * Slow and even through the noisiest part, then faster and faster (Movie Gen, Mochi): half the steps cover 1 to
 * 1 − threshold, the other half a parabola that goes on with the same slope.
 */
export function linearQuadraticSigmas(steps: number, threshold = 0.025): readonly number[] {
  const even = Math.floor(steps / 2)
  if (even === 0) return steps === 1 ? [1] : []
  const curved = steps - even
  const left = even - threshold * steps
  const square = left / (even * curved ** 2)
  const slope = threshold / even - (2 * left) / curved ** 2
  const done = (at: number) =>
    at < even ? (at * threshold) / even : square * at ** 2 + slope * at + square * even ** 2
  return Array.from({ length: steps }, (_, at) => 1 - done(at))
}

export interface CurveKeys {
  readonly use_karras_sigmas: boolean
  readonly use_exponential_sigmas: boolean
  readonly use_beta_sigmas: boolean
  readonly sigma_min?: number | null | undefined
  readonly sigma_max?: number | null | undefined
}

/** The curve that a config asks for, undefined when it wants the training table's own levels. */
export function curvedSigmas(keys: CurveKeys, range: CurveRange): readonly number[] | undefined {
  const asked = { ...range, high: keys.sigma_max ?? range.high, low: keys.sigma_min ?? range.low }
  if (keys.use_karras_sigmas) return karrasSigmas(asked)
  if (keys.use_exponential_sigmas) return exponentialSigmas(asked)
  if (keys.use_beta_sigmas) return betaSigmas(asked)
  return undefined
}
