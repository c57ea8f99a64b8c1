import { z } from 'zod'
import type { ScheduleRequest } from '../define-scheduler.ts'
import { betaQuantile } from './beta-quantile.ts'
import { configReader } from './scheduler-keys.ts'

/** Keys and starting values of diffusers' FlowMatchEulerDiscreteScheduler. */
const configSchema = z.object({
  num_train_timesteps: z.number().default(1000),
  shift: z.number().positive().default(1),
  use_dynamic_shifting: z.boolean().default(false),
  base_shift: z
    .number()
    .nullish()
    .transform((value) => value ?? 0.5),
  max_shift: z
    .number()
    .nullish()
    .transform((value) => value ?? 1.15),
  base_image_seq_len: z
    .number()
    .nullish()
    .transform((value) => value ?? 256),
  max_image_seq_len: z
    .number()
    .nullish()
    .transform((value) => value ?? 4096),
  time_shift_type: z.enum(['exponential', 'linear']).default('exponential'),
  shift_terminal: z.number().nullish(),
  invert_sigmas: z.boolean().default(false),
  use_karras_sigmas: z.boolean().nullish(),
  use_exponential_sigmas: z.boolean().nullish(),
  use_beta_sigmas: z.boolean().nullish(),
  stochastic_sampling: z.boolean().default(false),
})
export type FlowMatchConfig = z.infer<typeof configSchema>

/** @throws ZodError when a key of the config has the wrong type. */
export const flowMatchConfig = configReader(configSchema)

/** Noise levels of each step, highest first, without the final one; double precision, rounded by the caller. */
export function flowMatchSigmas({
  config,
  steps,
  sequenceLength,
  mu,
  sigmas,
}: ScheduleRequest): readonly number[] {
  const settings = flowMatchConfig(config)
  const start = sigmas?.map(Math.fround) ?? linearSigmas(settings, steps)
  const shifted = start.map((sigma) =>
    settings.use_dynamic_shifting
      ? dynamicShift(sigma, settings, mu ?? muOf(settings, sequenceLength ?? settings.base_image_seq_len))
      : staticShift(sigma, settings.shift),
  )
  return spaced(toTerminal(shifted, settings.shift_terminal), settings)
}

/**
 * diffusers stores the ends of the *shifted* table and spreads the steps between them, so a static shift
 * acts twice unless sigmas are given (scheduling_flow_match_euler_discrete.py, 143 and 330).
 */
function linearSigmas(config: FlowMatchConfig, steps: number): readonly number[] {
  const shift = config.use_dynamic_shifting ? 1 : config.shift
  const lowest = Math.fround(staticShift(1 / config.num_train_timesteps, shift))
  return linspace(1, lowest, steps)
}

export function linspace(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? from : from + ((to - from) * index) / (count - 1),
  )
}

export function staticShift(sigma: number, shift: number): number {
  return (shift * sigma) / (1 + (shift - 1) * sigma)
}

/** Longer sequences stay noisy for longer (Esser et al. 2024, section 5.3.2). */
function muOf(config: FlowMatchConfig, sequenceLength: number): number {
  const { base_image_seq_len: base, max_image_seq_len: max, base_shift, max_shift } = config
  return base_shift + ((max_shift - base_shift) * (sequenceLength - base)) / (max - base)
}

function dynamicShift(sigma: number, config: FlowMatchConfig, mu: number): number {
  const factor = config.time_shift_type === 'exponential' ? Math.exp(mu) : mu
  return factor / (factor + (1 / sigma - 1))
}

/** Stretches the schedule so that its last row is `terminal`. */
export function toTerminal(
  sigmas: readonly number[],
  terminal: number | null | undefined,
): readonly number[] {
  const last = sigmas.at(-1)
  if (!terminal || last === undefined) return sigmas
  const factor = (1 - terminal) / (1 - last)
  return sigmas.map((sigma) => 1 - (1 - sigma) * factor)
}

function spaced(sigmas: readonly number[], config: FlowMatchConfig): readonly number[] {
  const high = sigmas[0] ?? 1
  const low = sigmas.at(-1) ?? 0
  const ramp = linspace(0, 1, sigmas.length)
  if (config.use_karras_sigmas) return ramp.map((at) => karras(at, high, low))
  if (config.use_exponential_sigmas)
    return ramp.map((at) => Math.exp(Math.log(high) + at * Math.log(low / high)))
  if (config.use_beta_sigmas) return ramp.map((at) => low + betaQuantile(1 - at, 0.6) * (high - low))
  return sigmas
}

/** Karras et al. 2022, equation 5, ρ = 7. */
function karras(ramp: number, high: number, low: number): number {
  return (high ** (1 / 7) + ramp * (low ** (1 / 7) - high ** (1 / 7))) ** 7
}
