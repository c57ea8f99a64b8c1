import { signalTable, zeroTerminalRoots, type BetaConfig } from './beta-table.ts'
import { linspace } from './timestep-spacing.ts'

interface ShiftConfig extends BetaConfig {
  readonly snr_shift_scale: number
}

const tables = new WeakMap<ShiftConfig, readonly number[]>()

/**
 * ᾱ of each training step with CogVideoX's shift of the signal-to-noise ratio, ᾱ / (s + (1 − s) ᾱ), and zero
 * terminal SNR after it. Double precision, as diffusers keeps this one table.
 */
export function shiftedSignal(config: ShiftConfig): readonly number[] {
  const table = tables.get(config) ?? makeTable(config)
  tables.set(config, table)
  return table
}

function makeTable(config: ShiftConfig): readonly number[] {
  const { snr_shift_scale: scale, rescale_betas_zero_snr: isZeroAtEnd } = config
  const shifted = plainSignal(config).map((alpha) => alpha / (scale + (1 - scale) * alpha))
  if (!isZeroAtEnd) return shifted
  return zeroTerminalRoots(shifted.map(Math.sqrt), (value) => value).map((root) => root ** 2)
}

function plainSignal(config: ShiftConfig): readonly number[] {
  const { beta_start: from, beta_end: to, num_train_timesteps: count, beta_schedule, trained_betas } = config
  if (beta_schedule !== 'scaled_linear' || trained_betas)
    return signalTable({ ...config, rescale_betas_zero_snr: false })
  let left = 1
  return linspace(Math.sqrt(from), Math.sqrt(to), count).map((root) => (left *= 1 - root ** 2))
}
