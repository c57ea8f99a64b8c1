import { z } from 'zod'

/** One row of a cases file: diffusers' own dummy loops with their sums (models-facts 4.6). */
const common = {
  id: z.string(),
  scheduler: z.string(),
  base_config: z.record(z.string(), z.unknown()),
  config_overrides: z.record(z.string(), z.unknown()),
}

const loopSchema = z.object({
  set_timesteps_kwargs: z
    .object({ sigmas: z.array(z.number()).optional(), mu: z.number().optional() })
    .optional(),
  /** The sample is multiplied by the schedule's initial scale. */
  init_scale: z.boolean().optional(),
  scale_model_input: z.boolean().optional(),
  /** The step gets the scaled sample too, as diffusers' own tests do. */
  step_uses_scaled: z.boolean().optional(),
  t_start: z.number().optional(),
  slice_start: z.number().optional(),
  generator_seed: z.number().optional(),
  /** Times the whole loop runs, its memory carried on. */
  repeat: z.number().optional(),
  ddpm_all: z.boolean().optional(),
  step_kwargs: z.record(z.string(), z.unknown()).optional(),
})

const loopCase = z.object({
  ...common,
  kind: z.literal('loop'),
  num_inference_steps: z.number(),
  sample_generator: z.enum(['dummy_sample_deter', 'dummy_sample_deter_1d']),
  loop: loopSchema,
  expected_sum: z.number().nullable(),
  expected_mean: z.number().nullable(),
  tolerance: z.object({ sum: z.number().nullish(), mean: z.number().nullish() }),
  rerun: z
    .object({
      sum: z.number(),
      first8: z.array(z.number()),
      last: z.number(),
      trace_last: z.array(z.number()).nullish(),
      timesteps: z.array(z.union([z.number(), z.string()])).nullish(),
      sigmas: z.array(z.number()).nullish(),
    })
    .optional(),
})
export type LoopCase = z.infer<typeof loopCase>

const timestepsCase = z.object({
  ...common,
  kind: z.literal('timesteps'),
  num_inference_steps: z.number(),
  expected_timesteps: z.array(z.number()),
  tolerance: z.object({ timesteps: z.number() }),
})

const sigmasCase = z.object({
  ...common,
  kind: z.literal('sigmas'),
  num_inference_steps: z.number(),
  expected_sigmas: z.array(z.number()),
  expected_timesteps: z.array(z.number()).optional(),
  tolerance: z.object({ sigmas_rel: z.number(), sigmas_abs: z.number(), timesteps: z.number().optional() }),
})

const varianceCase = z.object({
  ...common,
  kind: z.literal('variance'),
  expected_variance: z.array(
    z.object({ timestep: z.number(), prev_timestep: z.number().optional(), variance: z.number() }),
  ),
  tolerance: z.object({ variance: z.number() }),
})

export const schedulerCaseSchema = z.discriminatedUnion('kind', [
  loopCase,
  timestepsCase,
  sigmasCase,
  varianceCase,
])
export type SchedulerCase = z.infer<typeof schedulerCaseSchema>

/** The config a case runs with; arguments of diffusers' step are keys of ours. */
export function configOfCase(given: SchedulerCase): Record<string, unknown> {
  const step = given.kind === 'loop' ? given.loop.step_kwargs : {}
  return { ...given.base_config, ...given.config_overrides, ...step }
}
