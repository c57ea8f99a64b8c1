import type { ScheduleRequest } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { singleLinspace, type BetaConfig } from './beta-table.ts'
import type { Prediction } from './clean-sample.ts'
import { noiseTable, sigmaOfTimestep, timestepOfSigma } from './noise-table.ts'
import { betaKeys, curveKeys, predictionKeys, spacingKeys } from './scheduler-keys.ts'
import { curvedSigmas, type CurveKeys } from './sigma-curves.ts'
import { dividedBy, linearSum, squareRoot } from './single-precision.ts'
import { roundHalfEven, spacedTimesteps, type Spacing } from './timestep-spacing.ts'

/**
 * Noise levels of the solvers that look at a sample as clean + σ · noise (k-diffusion): Euler, Heun, LMS, KDPM2.
 * The model was trained on the same sample divided by √(σ² + 1).
 */
const { fround } = Math

export const sigmaLevelKeys = {
  ...betaKeys(),
  ...predictionKeys,
  ...curveKeys,
  ...spacingKeys('linspace'),
}

export interface SigmaLevelConfig extends BetaConfig, CurveKeys {
  readonly timestep_spacing: Spacing
  readonly steps_offset: number
}

export interface SigmaLevels {
  /** One for each step, in float32. */
  readonly timesteps: readonly number[]
  /** One for each step, highest first, without the end. */
  readonly sigmas: readonly number[]
}

export interface LevelOptions {
  /** KDPM2 asks the model at whole training steps when the levels follow Karras. */
  readonly roundsKarras?: boolean
  /** Levels by even steps of log σ from end to end of the table, whatever the timesteps are. */
  readonly logLinear?: boolean
}

export function sigmaLevels(
  config: SigmaLevelConfig,
  request: Pick<ScheduleRequest, 'steps' | 'sigmas'>,
  options: LevelOptions = {},
): SigmaLevels {
  const table = noiseTable(config)
  if (request.sigmas) return atSigmas(config, request.sigmas)
  const { timestep_spacing: spacing, steps_offset: offset, num_train_timesteps: trainSteps } = config
  const { steps } = request
  const timesteps = spacedTimesteps({ spacing, trainSteps, steps, offset }).map(fround)
  const sigmas = options.logLinear
    ? logLinearSigmas(table.sigmas, steps)
    : timesteps.map((timestep) => sigmaOfTimestep(timestep, table))
  const curve = curvedSigmas(config, { high: sigmas[0] ?? 0, low: sigmas.at(-1) ?? 0, steps })
  if (!curve) return { timesteps, sigmas: sigmas.map(fround) }
  const rounds = config.use_karras_sigmas && options.roundsKarras
  const exact = curve.map((sigma) => timestepOfSigma(sigma, table))
  return { timesteps: exact.map(rounds ? roundHalfEven : fround), sigmas: curve.map(fround) }
}

/** Levels that someone typed, as training steps of the same σ; a 0 at the end is the end. */
function atSigmas(config: BetaConfig, given: readonly number[]): SigmaLevels {
  const sigmas = (given.at(-1) === 0 ? given.slice(0, -1) : given).map(fround)
  const table = noiseTable(config)
  return { timesteps: sigmas.map((sigma) => fround(timestepOfSigma(sigma, table))), sigmas }
}

function logLinearSigmas(table: readonly number[], steps: number): readonly number[] {
  const logs = [table.at(-1) ?? 1, table[0] ?? 1].map((sigma) => fround(Math.log(sigma)))
  return singleLinspace(logs[0] ?? 0, logs[1] ?? 0, steps + 1).map((log) => fround(Math.exp(log)))
}

/** Factor on pure noise before the first step; leading spacing starts below the table's end. */
export function initialScale(sigmas: readonly number[], spacing: Spacing): number {
  const highest = Math.max(...sigmas)
  return spacing === 'leading' ? squareRoot(fround(fround(highest * highest) + 1)) : highest
}

/** √(σ² + 1) */
export function inputScale(sigma: number): number {
  return squareRoot(fround(fround(sigma * sigma) + 1))
}

/** The sample as the model was trained to see it. */
export function scaledToSigma(sample: Tensor, sigma: number): Tensor {
  return dividedBy(sample, inputScale(sigma))
}

export interface CleanAtSigma {
  readonly prediction: Prediction
  readonly sample: Tensor
  readonly output: Tensor
  readonly sigma: number
}

/** The clean sample that a model's answer means, sample = clean + σ · noise. */
export function cleanAtSigma({ prediction, sample, output, sigma }: CleanAtSigma): Tensor {
  switch (prediction) {
    case 'epsilon':
    case 'flow_prediction':
      return linearSum([1, sample], [-sigma, output])
    case 'sample':
    case 'original_sample':
      return output
    case 'v_prediction':
      return linearSum(
        [fround(-sigma / inputScale(sigma)), output],
        [1, dividedBy(sample, fround(fround(sigma * sigma) + 1))],
      )
    default:
      return prediction satisfies never
  }
}

/** clean + σ · noise */
export function noisedToSigma(clean: Tensor, noise: Tensor, sigma: number): Tensor {
  return linearSum([1, clean], [sigma, noise])
}

/** dx/dσ, the direction away from the clean sample. */
export function slope(sample: Tensor, clean: Tensor, sigma: number): Tensor {
  return dividedBy(linearSum([1, sample], [-1, clean]), sigma)
}
