import { z } from 'zod'
import type { StepRequest } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { cleanOf } from './clean-sample.ts'
import { betaKeys, configReader, flag, numeric, predictionKeys, spacingKeys } from './scheduler-keys.ts'
import { stepBefore } from './training-steps.ts'
import { signalTable, zeroTerminalRoots, type BetaConfig } from './beta-table.ts'
import { linspace } from './timestep-spacing.ts'

export const cogvideoxConfig = configReader(
  z.object({
    ...betaKeys({ from: 0.00085, to: 0.012, schedule: 'scaled_linear' }),
    ...predictionKeys,
    ...spacingKeys('leading'),
    set_alpha_to_one: flag(true),
    snr_shift_scale: numeric(3),
  }),
)

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

/** ᾱ of this row, and of where its step goes: below the first training step there is nothing but signal. */
export function signalAround({ schedule, index }: StepRequest): {
  now: number
  before: number
  isEnd: boolean
} {
  const config = cogvideoxConfig(schedule.config)
  const alphas = shiftedSignal(config)
  const timestep = schedule.timesteps[index] ?? 0
  const target = stepBefore(timestep, config.num_train_timesteps, schedule)
  const last = config.set_alpha_to_one ? 1 : (alphas[0] ?? 1)
  return { now: alphas[timestep] ?? 1, before: alphas[target] ?? last, isEnd: target < 0 }
}

/** The clean sample of a row; CogVideoX never clips it. */
export function cleanBySignal({ schedule, index, sample, output }: StepRequest): Tensor {
  const config = cogvideoxConfig(schedule.config)
  const now = shiftedSignal(config)[schedule.timesteps[index] ?? 0] ?? 1
  const parts = { alpha: Math.sqrt(now), sigma: Math.sqrt(1 - now) }
  return cleanOf({ prediction: config.prediction_type, sample, output, ...parts })
}
