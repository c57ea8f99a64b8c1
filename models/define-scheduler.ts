import type { Tensor } from './tensor.ts'

/** A scheduler_config.json as it is. */
export type SchedulerConfig = Readonly<Record<string, unknown>>

/** One row per model evaluation; `sigmas` has one more at the end, the noise level that is left. */
export interface SigmaSchedule {
  /** File id of the scheduler that made it: `flow-match-euler`. */
  readonly scheduler: string
  readonly config: SchedulerConfig
  /** What the model is told, in the model's own units (0..1000 for flow matching as in diffusers). */
  readonly timesteps: readonly number[]
  readonly sigmas: readonly number[]
  /** Factor on pure noise before the first step. */
  readonly initScale: number
  /** Steps that were asked for, where rows are more than steps or a solver counts training steps between rows. */
  readonly steps?: number
}

export interface ScheduleRequest {
  readonly config: SchedulerConfig
  readonly steps: number
  /** Number of tokens the transformer sees, for resolution-dependent shift. */
  readonly sequenceLength?: number
  /** Resolution-dependent shift itself, instead of the one that follows from `sequenceLength`. */
  readonly mu?: number
  /** Sigmas to use instead of the scheduler's own, highest first, without the final 0. */
  readonly sigmas?: readonly number[]
}

/** What a scheduler remembers between steps; plain data, so that a checkpoint can hold it. */
export type SchedulerMemory = { readonly [key: string]: Tensor | number | readonly number[] } | undefined

export interface StepRequest {
  readonly schedule: SigmaSchedule
  /** Row of the schedule, from 0. */
  readonly index: number
  readonly sample: Tensor
  /** The model's answer for `sample` at this row. */
  readonly output: Tensor
  /** Fresh noise in the sample's shape; drawn only when the scheduler asks for it. */
  readonly noise?: () => Tensor
  readonly memory?: SchedulerMemory
  /** [B, S], for samples [B, S, C] whose tokens each have their own noise level (Flow Euler). */
  readonly tokenTimesteps?: Tensor
}

export interface AddNoiseRequest {
  readonly clean: Tensor
  readonly noise: Tensor
  readonly schedule: SigmaSchedule
  readonly index: number
}

/**
 * A solver, stateless: same input, same output. The file `<id>.scheduler.ts` exports it as `default`.
 * Names and config keys are those of diffusers.
 */
export interface Scheduler {
  readonly id: string
  /** diffusers' class name in `_class_name`. */
  readonly className: string
  readonly label: { readonly en: string; readonly 'zh-CN': string }
  /** Whether it solves straight flows: always, when `use_flow_sigmas` says so, or never when left out. */
  readonly flow?: 'always' | 'by-config'
  /** Rows of a schedule that make one step, 2 for Heun; 1 when left out. */
  readonly rowsPerStep?: number
  schedule(request: ScheduleRequest): SigmaSchedule
  /** The sample as the model wants to see it; flow matching leaves it alone. */
  scaleInput?(sample: Tensor, schedule: SigmaSchedule, index: number): Tensor
  step(request: StepRequest): { readonly sample: Tensor; readonly memory?: SchedulerMemory }
  /** Clean sample brought to the noise level of a row (video to video). */
  addNoise(request: AddNoiseRequest): Tensor
  /** The clean sample the step believes in, for previews. */
  predictClean(request: StepRequest): Tensor
}

export function defineScheduler(scheduler: Scheduler): Scheduler {
  return scheduler
}
