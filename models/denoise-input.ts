import type { WindowPlan } from './context-windows.ts'
import type { Conditioning, Family, KnownBeside, KnownLatents, ModelSessions } from './define-family.ts'
import type { Guidance, GuidanceMemory, GuideRequest } from './define-guidance.ts'
import type { Scheduler, SchedulerMemory, SigmaSchedule } from './define-scheduler.ts'
import type { ReuseMemory, ReuseOptions } from './step-reuse.ts'
import type { Tensor } from './tensor.ts'

/** What solver, guidance and step reuse remember between rows; plain data, so that a checkpoint can hold it. */
export interface DenoiseMemories {
  readonly solver?: SchedulerMemory
  readonly guidance?: GuidanceMemory
  readonly reuse?: ReuseMemory
}

/** A part of a clip that is made anew. */
export interface Repaint {
  /** The clean clip, [1, C, T, H, W] */
  readonly source: Tensor
  /** [1, 1, T, H, W]: 1 is made anew, 0 stays. */
  readonly mask: Tensor
}

export interface DenoiseInput {
  readonly family: Family
  readonly sessions: ModelSessions
  readonly scheduler: Scheduler
  readonly schedule: SigmaSchedule
  /** [1, C, T, H, W] at the noise level of `firstRow` */
  readonly sample: Tensor
  /** Row to begin with, above 0 for video to video and for what goes on from a checkpoint. */
  readonly firstRow?: number
  /** Row to stop before; all are done when left out. */
  readonly lastRow?: number
  /** Those of the step before `firstRow`, so that the loop goes on as if it had never stopped. */
  readonly memories?: DenoiseMemories
  readonly positive: readonly Conditioning[]
  readonly negative: readonly Conditioning[]
  readonly guidance: Guidance
  readonly scale: number
  /** Options of the guidance, by name. */
  readonly options?: GuideRequest['options']
  /** The answer to nothing at all, for guidances that ask for it; the negative prompt when left out. */
  readonly empty?: readonly Conditioning[]
  /** Answers of a row as one batch, or one after another with half the memory. */
  readonly passes?: 'together' | 'apart'
  readonly windows?: WindowPlan
  readonly reuse?: ReuseOptions
  /** The last latent frame is followed by the first. */
  readonly circular?: boolean
  /** The sample lies within a longer video: its first latent frame stands for several frames. */
  readonly isInside?: boolean
  readonly repaint?: Repaint
  readonly beside?: KnownBeside
  /** Pace of the video, for models that count time in seconds. */
  readonly framesPerSecond?: number
  readonly known?: readonly KnownLatents[]
  /** The noise the sample was made with, for known frames that are replaced. */
  readonly baseNoise: Tensor
  /** Fresh noise for stochastic solvers. */
  readonly freshNoise?: () => Tensor
}
