import { z } from 'zod'
import type { SchedulerConfig } from '../define-scheduler.ts'
import { remembered } from '../remembered.ts'

/** A key of scheduler_config.json that may be missing or null. */
export function key<Value extends z.ZodType>(type: Value, start: z.output<Value>) {
  return type.nullish().transform((value): z.output<Value> => value ?? start)
}

/**
 * Reads a scheduler_config.json; each config object once, for it is asked at every step.
 * @throws ZodError when a key has the wrong type
 */
export function configReader<Schema extends z.ZodType<object>>(schema: Schema) {
  return remembered((config: SchedulerConfig): z.output<Schema> => schema.parse(config))
}

export const flag = (start: boolean) => key(z.boolean(), start)
export const numeric = (start: number) => key(z.number(), start)

export const betaSchedules = [
  'linear',
  'scaled_linear',
  'squaredcos_cap_v2',
  'exp',
  'sigmoid',
  'laplace',
] as const
export type BetaSchedule = (typeof betaSchedules)[number]

export const predictionKeys = {
  prediction_type: key(
    z.enum(['epsilon', 'sample', 'original_sample', 'v_prediction', 'flow_prediction']),
    'epsilon',
  ),
}

/** How the training noise was laid out; the starting values differ from scheduler to scheduler. */
export function betaKeys(starts: { from?: number; to?: number; schedule?: BetaSchedule } = {}) {
  return {
    num_train_timesteps: numeric(1000),
    beta_start: numeric(starts.from ?? 0.0001),
    beta_end: numeric(starts.to ?? 0.02),
    beta_schedule: key(z.enum(betaSchedules), starts.schedule ?? 'linear'),
    trained_betas: z.array(z.number()).nullish(),
    rescale_betas_zero_snr: flag(false),
  }
}

export function spacingKeys(spacing: 'linspace' | 'leading' | 'trailing') {
  return {
    timestep_spacing: key(z.enum(['linspace', 'leading', 'trailing']), spacing),
    steps_offset: numeric(0),
  }
}

export const clippingKeys = (clips: boolean) => ({
  clip_sample: flag(clips),
  clip_sample_range: numeric(1),
  ...thresholdKeys,
})

export const thresholdKeys = {
  thresholding: flag(false),
  dynamic_thresholding_ratio: numeric(0.995),
  sample_max_value: numeric(1),
}

/** Which curve the noise levels follow instead of the training table. */
export const curveKeys = {
  use_karras_sigmas: flag(false),
  use_exponential_sigmas: flag(false),
  use_beta_sigmas: flag(false),
  sigma_min: z.number().nullish(),
  sigma_max: z.number().nullish(),
}

export const flowKeys = {
  use_flow_sigmas: flag(false),
  flow_shift: numeric(1),
  use_dynamic_shifting: flag(false),
  time_shift_type: key(z.enum(['exponential', 'linear']), 'exponential'),
  shift_terminal: z.number().nullish(),
  base_shift: numeric(0.5),
  max_shift: numeric(1.15),
  base_image_seq_len: numeric(256),
  max_image_seq_len: numeric(4096),
}

export const finalSigmaKeys = { final_sigmas_type: key(z.enum(['zero', 'sigma_min']), 'zero') }
