import type { SignalAndNoise } from './clean-sample.ts'
import { squareRoot } from './single-precision.ts'

const { fround } = Math

export const dpmAlgorithms = ['dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++'] as const
export type DpmAlgorithm = (typeof dpmAlgorithms)[number]

/** Factors of one step in its sample, its answer D0, the answer's slopes D1 and D2, and fresh noise. */
export interface DpmFactors {
  readonly sample: number
  readonly d0: number
  /** of D1, by the midpoint rule */
  readonly midpoint: number
  /** of D1, integrated exactly */
  readonly slope: number
  /** of D2 */
  readonly curvature: number
  readonly noise: number
}

export interface DpmStep {
  readonly algorithm: DpmAlgorithm
  /** Signal and noise where the step ends, and where it starts. */
  readonly to: SignalAndNoise
  readonly from: SignalAndNoise
  /** Its length in half log signal-to-noise ratio; infinite when it ends without noise. */
  readonly h: number
}

/**
 * Exponential integrals of DPM-Solver (Lu et al. 2022a) and DPM-Solver++ (Lu et al. 2022b, appendix A; the SDE kinds
 * 2022b, section 5), each rounded to float32.
 */
export function dpmFactors(step: DpmStep): DpmFactors {
  switch (step.algorithm) {
    case 'dpmsolver++':
      return dataFactors(step)
    case 'dpmsolver':
      return noiseFactors(step, 1)
    case 'sde-dpmsolver++':
      return stochasticDataFactors(step)
    case 'sde-dpmsolver':
      return noiseFactors(step, 2)
    default:
      return step.algorithm satisfies never
  }
}

function dataFactors({ to, from, h }: DpmStep): DpmFactors {
  const decay = fround(fround(Math.exp(-h)) - 1)
  const first = fround(to.alpha * decay)
  return {
    sample: fround(to.sigma / from.sigma),
    d0: -first,
    midpoint: -fround(0.5 * first),
    slope: fround(to.alpha * fround(fround(decay / h) + 1)),
    curvature: -fround(to.alpha * fround(fround(fround(decay + h) / fround(h * h)) - 0.5)),
    noise: 0,
  }
}

/** Twice as far and with noise for the SDE. */
function noiseFactors({ to, from, h }: DpmStep, times: 1 | 2): DpmFactors {
  const growth = fround(fround(Math.exp(h)) - 1)
  const first = fround(to.sigma * growth)
  return {
    sample: fround(to.alpha / from.alpha),
    d0: -times * first,
    midpoint: -fround(0.5 * times * first),
    slope: -times * fround(to.sigma * fround(fround(growth / h) - 1)),
    curvature: -fround(to.sigma * fround(fround(fround(growth - h) / fround(h * h)) - 0.5)),
    noise: times === 1 ? 0 : fround(to.sigma * squareRoot(fround(fround(Math.exp(fround(2 * h))) - 1))),
  }
}

function stochasticDataFactors({ to, from, h }: DpmStep): DpmFactors {
  const decay = fround(1 - fround(Math.exp(fround(-2 * h))))
  const first = fround(to.alpha * decay)
  const twice = fround(2 * h)
  return {
    sample: fround(fround(to.sigma / from.sigma) * fround(Math.exp(-h))),
    d0: first,
    midpoint: fround(0.5 * first),
    slope: fround(to.alpha * fround(fround(decay / -twice) + 1)),
    curvature: fround(to.alpha * fround(fround(fround(decay - twice) / fround(twice * twice)) - 0.5)),
    noise: fround(to.sigma * squareRoot(decay)),
  }
}
