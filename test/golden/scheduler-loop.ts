import type { Scheduler, SchedulerMemory, SigmaSchedule } from '../../models/define-scheduler.ts'
import { normalStream } from '../../models/random.ts'
import { linearSum } from '../../models/schedulers/single-precision.ts'
import type { Tensor } from '../../models/tensor.ts'
import { configOfCase, type LoopCase } from './scheduler-case.ts'
import { dummyModel, dummySample } from './scheduler-dummies.ts'

export interface LoopOutcome {
  readonly schedule: SigmaSchedule
  readonly firstRow: number
  readonly sample: Tensor
  /** Σ |x| and its mean */
  readonly sum: number
  readonly mean: number
  /** Last element after each step. */
  readonly trace: readonly number[]
}

/** Runs a case as diffusers' test does it. */
export function runLoop(scheduler: Scheduler, given: LoopCase): LoopOutcome {
  const { loop } = given
  const steps = loop.ddpm_all ? trainSteps(given) : given.num_inference_steps
  const { sigmas, mu } = loop.set_timesteps_kwargs ?? {}
  const schedule = scheduler.schedule({ config: configOfCase(given), steps, sigmas, mu })
  const firstRow = loop.slice_start ?? (loop.t_start ?? 0) * (scheduler.rowsPerStep ?? 1)
  const samples = walk(scheduler, schedule, given)
  const sample = samples.at(-1) ?? startSample(scheduler, schedule, given)
  const sum = sample.data.reduce((total, value) => total + Math.abs(value), 0)
  const trace = samples.map(({ data }) => data.at(-1) ?? NaN)
  return { schedule, firstRow, sample, sum, mean: sum / sample.data.length, trace }
}

function trainSteps({ base_config, config_overrides }: LoopCase): number {
  return Number({ ...base_config, ...config_overrides }.num_train_timesteps ?? 1000)
}

function startSample(scheduler: Scheduler, schedule: SigmaSchedule, given: LoopCase): Tensor {
  const { loop, sample_generator: name } = given
  const sample = dummySample(name, (k) => k)
  const clean = loop.init_scale ? linearSum([schedule.initScale, sample]) : sample
  if (!loop.t_start) return clean
  const noise = dummySample(name, (k, count) => count - 1 - k)
  const index = loop.t_start * (scheduler.rowsPerStep ?? 1)
  return scheduler.addNoise({ clean, noise, schedule, index })
}

function walk(scheduler: Scheduler, schedule: SigmaSchedule, given: LoopCase): readonly Tensor[] {
  const { loop } = given
  const first = loop.slice_start ?? (loop.t_start ?? 0) * (scheduler.rowsPerStep ?? 1)
  const stream = loop.generator_seed === undefined ? undefined : normalStream(loop.generator_seed)
  const samples: Tensor[] = []
  let sample = startSample(scheduler, schedule, given)
  let memory: SchedulerMemory
  for (let round = 0; round < (loop.repeat ?? 1); round += 1) {
    for (let index = first; index < schedule.timesteps.length; index += 1) {
      const seen = loop.scale_model_input
        ? (scheduler.scaleInput?.(sample, schedule, index) ?? sample)
        : sample
      const output = dummyModel(seen, schedule.timesteps[index] ?? 0)
      const stepped = scheduler.step({
        schedule,
        index,
        sample: loop.step_uses_scaled ? seen : sample,
        output,
        noise: stream && (() => stream.next(sample.dims)),
        memory,
      })
      sample = stepped.sample
      memory = stepped.memory
      samples.push(sample)
    }
  }
  return samples
}
