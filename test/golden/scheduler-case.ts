import { z } from 'zod'
import type { Scheduler, SchedulerMemory, SigmaSchedule } from '../../models/define-scheduler.ts'
import { normalStream, type NormalStream } from '../../models/random.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'

/** One row of the cases file: diffusers' own dummy loop with its sums (models-facts 4.6). */
export const schedulerCaseSchema = z.object({
  kind: z.string(),
  id: z.string(),
  scheduler: z.string(),
  base_config: z.record(z.string(), z.unknown()),
  config_overrides: z.record(z.string(), z.unknown()),
  num_inference_steps: z.number(),
  loop: z.object({
    set_timesteps_kwargs: z
      .object({ sigmas: z.array(z.number()).optional(), mu: z.number().optional() })
      .optional(),
    t_start: z.number().optional(),
    generator_seed: z.number().optional(),
  }),
  expected_sum: z.number().nullable(),
  expected_mean: z.number(),
  tolerance: z.object({ sum: z.number(), mean: z.number() }),
  rerun: z.object({
    trace_last: z.array(z.number()),
    timesteps: z.array(z.number()),
    sigmas: z.array(z.number()),
  }),
})
export type SchedulerCase = z.infer<typeof schedulerCaseSchema>

export interface CaseOutcome {
  readonly schedule: SigmaSchedule
  readonly firstRow: number
  readonly sum: number
  readonly mean: number
  /** Last element after each step. */
  readonly trace: readonly number[]
}

export function runSchedulerCase(scheduler: Scheduler, given: SchedulerCase): CaseOutcome {
  const schedule = scheduler.schedule(scheduleRequest(given))
  const firstRow = (given.loop.t_start ?? 0) * (scheduler.rowsPerStep ?? 1)
  const clean = dummySample((k) => k)
  const start =
    firstRow === 0
      ? clean
      : scheduler.addNoise({ clean, noise: dummySample((k) => 767 - k), schedule, index: firstRow })
  const seed = given.loop.generator_seed
  const stream = seed === undefined ? undefined : normalStream(seed)
  const samples = loop(scheduler, { schedule, firstRow, start, stream })
  const magnitude = (samples.at(-1) ?? start).data.reduce((sum, value) => sum + Math.abs(value), 0)
  return {
    schedule,
    firstRow,
    sum: magnitude,
    mean: magnitude / 768,
    trace: samples.map(({ data }) => data.at(-1) ?? NaN),
  }
}

interface Loop {
  readonly schedule: SigmaSchedule
  readonly firstRow: number
  readonly start: Tensor
  readonly stream: NormalStream | undefined
}

function loop(scheduler: Scheduler, { schedule, firstRow, start, stream }: Loop): readonly Tensor[] {
  const samples: Tensor[] = []
  let sample = start
  let memory: SchedulerMemory
  for (let index = firstRow; index < schedule.timesteps.length; index += 1) {
    const output = dummyModel(sample, schedule.timesteps[index] ?? 0)
    const noise = stream && (() => stream.next(start.dims))
    const stepped = scheduler.step({ schedule, index, sample, output, noise, memory })
    sample = stepped.sample
    memory = stepped.memory
    samples.push(sample)
  }
  return samples
}

/** The cases give μ; a config whose shift is μ at every length says the same. */
function scheduleRequest({ base_config, config_overrides, num_inference_steps, loop }: SchedulerCase) {
  const { sigmas, mu } = loop.set_timesteps_kwargs ?? {}
  const config = { ...base_config, ...config_overrides }
  const atMu = mu === undefined ? config : { ...config, base_shift: mu, max_shift: mu }
  return { config: atMu, steps: num_inference_steps, sigmas }
}

/** x[b][c][h][w] = f(((c·8 + h)·8 + w)·4 + b) / 768, shape (4, 3, 8, 8) */
function dummySample(value: (k: number) => number): Tensor {
  const data = new Float32Array(768)
  for (let b = 0; b < 4; b += 1)
    for (let at = 0; at < 192; at += 1) data[b * 192 + at] = value(at * 4 + b) / 768
  return tensor([4, 3, 8, 8], data)
}

function dummyModel(sample: Tensor, timestep: number): Tensor {
  const factor = Math.fround(timestep / (timestep + 1))
  return tensor(
    sample.dims,
    sample.data.map((value) => value * factor),
  )
}
