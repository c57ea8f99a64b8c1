import type { BetaSchedule } from './scheduler-keys.ts'

const { fround } = Math

export interface BetaConfig {
  readonly num_train_timesteps: number
  readonly beta_start: number
  readonly beta_end: number
  readonly beta_schedule: BetaSchedule
  readonly trained_betas?: readonly number[] | null | undefined
  readonly rescale_betas_zero_snr: boolean
}

const tables = new WeakMap<BetaConfig, readonly number[]>()

/** ᾱ, the share of the signal's variance that is left at each training step, in float32. */
export function signalTable(config: BetaConfig): readonly number[] {
  const table = tables.get(config) ?? cumulativeAlphas(betaTable(config))
  tables.set(config, table)
  return table
}

/** β of each training step in float32, noise growing from left to right. */
function betaTable(config: BetaConfig): readonly number[] {
  const betas = config.trained_betas?.map(fround) ?? plainBetas(config)
  return config.rescale_betas_zero_snr ? zeroTerminalSnr(betas) : betas
}

function plainBetas(config: BetaConfig): readonly number[] {
  const { num_train_timesteps: count, beta_start: from, beta_end: to, beta_schedule } = config
  switch (beta_schedule) {
    case 'linear':
      return singleLinspace(from, to, count)
    case 'scaled_linear':
      return singleLinspace(Math.sqrt(from), Math.sqrt(to), count).map((root) => fround(root * root))
    case 'squaredcos_cap_v2':
      return fromAlphaBar(count, (t) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2)
    case 'exp':
      return fromAlphaBar(count, (t) => Math.exp(-12 * t))
    case 'laplace':
      return fromAlphaBar(count, laplaceAlphaBar)
    case 'sigmoid':
      return singleLinspace(-6, 6, count).map((x) => {
        const sigmoid = fround(1 / fround(1 + fround(Math.exp(-x))))
        return fround(fround(sigmoid * fround(to - from)) + fround(from))
      })
    default:
      return beta_schedule satisfies never
  }
}

/**
 * torch.linspace in float32: it counts up from the start in the first half and down from the end in the second,
 * and rounds each product and sum once (fused).
 */
export function singleLinspace(from: number, to: number, count: number): readonly number[] {
  const start = fround(from)
  const end = fround(to)
  const step = fround(fround(end - start) / (count - 1))
  const half = Math.floor(count / 2)
  return Array.from({ length: count }, (_, index) =>
    fround(index < half ? start + step * index : end - step * (count - index - 1)),
  )
}

/** Nichol and Dhariwal 2021, equation 17: β from a curve of what is left of the signal, capped at 0.999. */
function fromAlphaBar(count: number, alphaBar: (t: number) => number): readonly number[] {
  return Array.from({ length: count }, (_, index) =>
    fround(Math.min(1 - alphaBar((index + 1) / count) / alphaBar(index / count), 0.999)),
  )
}

function laplaceAlphaBar(t: number): number {
  const sign = t > 0.5 ? -1 : 1
  const snr = Math.exp(-0.5 * sign * Math.log(1 - 2 * Math.abs(0.5 - t) + 1e-6))
  return Math.sqrt(snr / (1 + snr))
}

/** Lin et al. 2024, algorithm 1: the last training step becomes pure noise, the first stays as it is. */
function zeroTerminalSnr(betas: readonly number[]): readonly number[] {
  const signal = zeroTerminalRoots(cumulativeAlphas(betas).map((value) => fround(Math.sqrt(value)))).map(
    (root) => fround(root * root),
  )
  return signal.map((value, index) => {
    const before = signal[index - 1]
    return fround(1 - (before === undefined ? value : fround(value / before)))
  })
}

/** √ᾱ shifted so that the last is 0, and scaled so that the first stays. */
export function zeroTerminalRoots(roots: readonly number[], round = fround): readonly number[] {
  const first = roots[0] ?? 1
  const last = roots.at(-1) ?? 0
  const scale = round(first / round(first - last))
  return roots.map((root) => round(round(root - last) * scale))
}

/** ᾱ = ∏ (1 − β); PyTorch multiplies in double precision and rounds what it stores. */
export function cumulativeAlphas(betas: readonly number[]): readonly number[] {
  let product = 1
  return betas.map((beta) => {
    product *= fround(1 - beta)
    return fround(product)
  })
}
