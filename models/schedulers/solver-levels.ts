import { z } from 'zod'
import type { ScheduleRequest } from '../define-scheduler.ts'
import type { BetaConfig } from './beta-table.ts'
import type { SignalAndNoise } from './clean-sample.ts'
import { staticShift } from './flow-match-sigmas.ts'
import { noiseTable, sigmaOfTimestep, timestepOfSigma } from './noise-table.ts'
import {
  betaKeys,
  curveKeys,
  flowKeys,
  key,
  predictionKeys,
  spacingKeys,
  thresholdKeys,
} from './scheduler-keys.ts'
import { curvedSigmas, type CurveKeys } from './sigma-curves.ts'
import { squareRoot } from './single-precision.ts'
import { linspace, roundHalfEven, spacedSolverTimesteps, type Spacing } from './timestep-spacing.ts'

/** Noise levels of the exponential integrators (DPM-Solver, UniPC, DEIS): sample = α · clean + σ · noise. */
const { fround } = Math

export const solverLevelKeys = {
  ...betaKeys(),
  ...predictionKeys,
  ...curveKeys,
  ...flowKeys,
  ...thresholdKeys,
  ...spacingKeys('linspace'),
  solver_order: key(z.number().int().min(1).max(3), 2),
}

export interface SolverLevelConfig extends BetaConfig, CurveKeys {
  readonly timestep_spacing: Spacing
  readonly steps_offset: number
  readonly use_flow_sigmas: boolean
  readonly flow_shift: number
  readonly use_dynamic_shifting: boolean
  readonly base_shift: number
  readonly max_shift: number
  readonly base_image_seq_len: number
  readonly max_image_seq_len: number
}

export interface SolverLevels {
  readonly timesteps: readonly number[]
  /** One for each step, highest first, without the end; double precision. */
  readonly sigmas: readonly number[]
}

/** What differs from solver to solver in diffusers. */
export interface SolverLevelOptions {
  /** The table is cut above this share for cosine schedules, whose last steps are all noise. */
  readonly lambdaMinClipped?: number
  /** Only linspace, whatever the config says. */
  readonly onlyLinspace?: boolean
  /** Karras and Lu levels ask at whole training steps. */
  readonly roundsCurves: boolean
  readonly useLuLambdas?: boolean
  /** Straight-flow levels for n steps, or from levels that someone typed. */
  readonly flow: (steps: number, given: readonly number[] | undefined) => readonly number[]
}

export function solverLevels(
  config: SolverLevelConfig,
  request: Pick<ScheduleRequest, 'steps' | 'sigmas'>,
  options: SolverLevelOptions,
): SolverLevels {
  const { steps, sigmas: given } = request
  const table = noiseTable(config)
  const onFlow = (sigmas: readonly number[]) => ({
    sigmas,
    timesteps: sigmas.map((sigma) => Math.trunc(sigma * config.num_train_timesteps)),
  })
  const onTable = (sigmas: readonly number[], rounds: boolean) => {
    const exact = sigmas.map((sigma) => timestepOfSigma(sigma, table))
    return {
      sigmas,
      timesteps: exact.map((timestep) => Math.trunc(rounds ? roundHalfEven(timestep) : timestep)),
    }
  }
  if (given && !config.use_flow_sigmas) return onTable(withoutEnd(given), true)
  const curve = curveOf(config, { steps, useLuLambdas: options.useLuLambdas ?? false })
  if (curve && config.use_flow_sigmas) return onFlow(curve.map((sigma) => sigma / (sigma + 1)))
  const rounds = options.roundsCurves && (config.use_karras_sigmas || (options.useLuLambdas ?? false))
  if (curve) return onTable(curve, rounds)
  if (config.use_flow_sigmas) return onFlow(options.flow(steps, given && withoutEnd(given)))
  const timesteps = tableTimesteps(config, steps, options)
  return { timesteps, sigmas: timesteps.map((timestep) => sigmaOfTimestep(timestep, table)) }
}

function curveOf(
  config: SolverLevelConfig,
  { steps, useLuLambdas }: { steps: number; useLuLambdas: boolean },
) {
  const { sigmas } = noiseTable(config)
  const range = { high: sigmas.at(-1) ?? 0, low: sigmas[0] ?? 0, steps }
  // Even steps of log SNR are even steps of log σ (Lu et al. 2022).
  if (useLuLambdas && !config.use_karras_sigmas) {
    const ends = { ...config, use_exponential_sigmas: true, sigma_min: null, sigma_max: null }
    return curvedSigmas(ends, range)
  }
  return curvedSigmas(config, range)
}

function tableTimesteps(
  config: SolverLevelConfig,
  steps: number,
  { lambdaMinClipped = -Infinity, onlyLinspace = false }: SolverLevelOptions,
): readonly number[] {
  const { num_train_timesteps, timestep_spacing, steps_offset: offset } = config
  const trainSteps = num_train_timesteps - clippedSteps(config, lambdaMinClipped)
  const spacing = onlyLinspace ? 'linspace' : timestep_spacing
  return spacedSolverTimesteps({ spacing, trainSteps, steps, offset, ratio: num_train_timesteps / steps })
}

/** Training steps at the noisy end whose log signal-to-noise ratio is below the bound. */
function clippedSteps(config: BetaConfig, lambdaMin: number): number {
  return noiseTable(config).alphas.filter((alpha) => {
    const signal = fround(Math.log(squareRoot(alpha)))
    return fround(signal - fround(Math.log(squareRoot(fround(1 - alpha))))) < lambdaMin
  }).length
}

function withoutEnd(sigmas: readonly number[]): readonly number[] {
  return sigmas.at(-1) === 0 ? sigmas.slice(0, -1) : sigmas
}

/** Shift of a straight flow: the config's own, or from μ, or from the number of tokens (Esser et al. 2024, 5.3.2). */
export function flowShiftOf(
  config: SolverLevelConfig,
  { mu, sequenceLength }: Pick<ScheduleRequest, 'mu' | 'sequenceLength'>,
): number {
  if (mu !== undefined) return Math.exp(mu)
  if (!config.use_dynamic_shifting || sequenceLength === undefined) return config.flow_shift
  const { base_shift, max_shift, base_image_seq_len: base, max_image_seq_len: max } = config
  return Math.exp(base_shift + ((max_shift - base_shift) * (sequenceLength - base)) / (max - base))
}

/** DPM-Solver's straight-flow levels: 1 − α for n + 1 values of α from 1 to 1 / N, shifted, without the 0. */
export function dpmFlowSigmas(trainSteps: number, shift: number): SolverLevelOptions['flow'] {
  return (steps, given) =>
    given ??
    linspace(1, 1 / trainSteps, steps + 1)
      .map((alpha) => staticShift(1 - alpha, shift))
      .toReversed()
      .slice(0, -1)
}

/** α and σ of the sample in float32. */
export function partsAt(sigma: number, isFlow: boolean): SignalAndNoise {
  if (isFlow) return { alpha: fround(1 - sigma), sigma }
  const alpha = fround(1 / squareRoot(fround(fround(sigma * sigma) + 1)))
  return { alpha, sigma: fround(sigma * alpha) }
}

/** Half the log signal-to-noise ratio, ln α − ln σ; infinite where no noise is left. */
export function lambdaOf({ alpha, sigma }: SignalAndNoise): number {
  return fround(fround(Math.log(alpha)) - fround(Math.log(sigma)))
}
