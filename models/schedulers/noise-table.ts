import { signalTable, type BetaConfig } from './beta-table.ts'
import { squareRoot } from './single-precision.ts'

const { fround } = Math

/** What is left of the signal and how much noise there is at each training step, in float32. */
export interface NoiseTable {
  /** ᾱ, the share of the signal's variance that is left. */
  readonly alphas: readonly number[]
  /** σ = √((1 − ᾱ) / ᾱ), rising. */
  readonly sigmas: readonly number[]
  readonly logSigmas: readonly number[]
}

/** FP16's smallest number: with zero terminal SNR the last σ would be infinite otherwise. */
const smallestAlpha = 2 ** -24

const tables = new WeakMap<BetaConfig, NoiseTable>()

/** Signal and noise of each training step; `ᾱ` ends above 0 even with zero terminal SNR, so that σ is finite. */
export function noiseTable(config: BetaConfig): NoiseTable {
  const known = tables.get(config)
  if (known) return known
  const alphas = [...signalTable(config)]
  if (config.rescale_betas_zero_snr) alphas[alphas.length - 1] = smallestAlpha
  const sigmas = alphas.map(sigmaOfAlpha)
  const table = { alphas, sigmas, logSigmas: sigmas.map((sigma) => fround(Math.log(sigma))) }
  tables.set(config, table)
  return table
}

function sigmaOfAlpha(alpha: number): number {
  return squareRoot(fround(fround(1 - alpha) / alpha))
}

/** Training step of a noise level, between the table's rows by the logarithm of σ. */
export function timestepOfSigma(sigma: number, { logSigmas }: NoiseTable): number {
  const wanted = Math.log(Math.max(sigma, 1e-10))
  const above = logSigmas.findLastIndex((level) => wanted >= level)
  const low = Math.min(Math.max(above, 0), logSigmas.length - 2)
  const from = logSigmas[low] ?? 0
  const to = logSigmas[low + 1] ?? 0
  const share = Math.min(Math.max((from - wanted) / (from - to), 0), 1)
  return (1 - share) * low + share * (low + 1)
}

/** Noise level between the table's rows, for a training step that is not whole. */
export function sigmaOfTimestep(timestep: number, { sigmas }: NoiseTable): number {
  const at = Math.min(Math.max(timestep, 0), sigmas.length - 1)
  const low = Math.floor(at)
  const from = sigmas[low] ?? 0
  const to = sigmas[low + 1] ?? from
  return from + (to - from) * (at - low)
}
