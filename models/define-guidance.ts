import type { Tensor } from './tensor.ts'

/** Where in a run a guidance is asked. */
export interface GuidanceMoment {
  /** Row of the schedule, from 0, and how many there are. */
  readonly index: number
  readonly rows: number
  /** Noise level of the row. */
  readonly sigma: number
}

/** What a guidance remembers between rows; plain data, so that a checkpoint can hold it. */
export type GuidanceMemory = Readonly<Record<string, Tensor | number>> | undefined

/** A number, or a list of numbers, that a guidance can be given beside its scale. */
export interface GuidanceOption {
  readonly name: string
  readonly label: { readonly en: string; readonly 'zh-CN': string }
  readonly default: number | readonly number[]
  readonly min?: number
  readonly max?: number
}

/** Answers beside the positive and the negative one: to the image without the prompt, and to nothing at all. */
export type ExtraAnswer = 'imageOnly' | 'empty'

export interface GuideRequest {
  /** The model's answer to the prompt, and to what is not wanted. */
  readonly positive: Tensor
  readonly negative: Tensor
  readonly scale: number
  /** Those of `extraAnswers`, in the shape of the others. */
  readonly extra?: Readonly<Partial<Record<ExtraAnswer, Tensor>>>
  readonly at?: GuidanceMoment
  /** By name; what is left out has its default. */
  readonly options?: Readonly<Record<string, number | readonly number[]>>
  /** What `remember` gave at the row before. */
  readonly memory?: GuidanceMemory
}

/** How answers to the prompt and to its opposite become one. The file `<id>.guidance.ts` exports it as `default`. */
export interface Guidance {
  readonly id: string
  readonly label: { readonly en: string; readonly 'zh-CN': string }
  readonly options?: readonly GuidanceOption[]
  readonly extraAnswers?: readonly ExtraAnswer[]
  /** False when the negative answer changes nothing, so that it need not be computed. */
  /** Changes an answer even where it needs no negative one. */
  readonly shapesAlone?: boolean
  needsNegative(scale: number, at?: GuidanceMoment, options?: GuideRequest['options']): boolean
  guide(request: GuideRequest): Tensor
  /** What the next row needs to know of this one. */
  remember?(request: GuideRequest): GuidanceMemory
}

export function defineGuidance(guidance: Guidance): Guidance {
  return guidance
}
