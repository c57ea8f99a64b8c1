import {
  betaSigmas,
  exponentialSigmas,
  karrasSigmas,
  linearQuadraticSigmas,
} from './schedulers/sigma-curves.ts'
import { linspace } from './schedulers/timestep-spacing.ts'

export type SigmaCurve = 'karras' | 'exponential' | 'beta' | 'linear-quadratic' | 'linear'

export interface SigmaCurveRequest {
  readonly curve: SigmaCurve
  readonly steps: number
  readonly highest: number
  readonly lowest: number
}

/** A list of noise levels along a named curve, from high to low, with the 0 at the end. */
export function sigmaList({
  curve,
  steps,
  highest: high,
  lowest: low,
}: SigmaCurveRequest): readonly number[] {
  return [...levels(curve, { high, low, steps }), 0]
}

function levels(curve: SigmaCurve, range: Parameters<typeof karrasSigmas>[0]): readonly number[] {
  switch (curve) {
    case 'karras':
      return karrasSigmas(range)
    case 'exponential':
      return exponentialSigmas(range)
    case 'beta':
      return betaSigmas(range)
    case 'linear-quadratic':
      return linearQuadraticSigmas(range.steps)
    case 'linear':
      return linspace(range.high, range.low, range.steps)
    default:
      return curve satisfies never
  }
}
