import type { Tensor } from './tensor.ts'

export interface GuideRequest {
  /** The model's answer to the prompt, and to what is not wanted. */
  readonly positive: Tensor
  readonly negative: Tensor
  readonly scale: number
}

/** How answers to the prompt and to its opposite become one. The file `<id>.guidance.ts` exports it as `default`. */
export interface Guidance {
  readonly id: string
  readonly label: { readonly en: string; readonly 'zh-CN': string }
  /** False when the negative answer changes nothing, so that it need not be computed. */
  needsNegative(scale: number): boolean
  guide(request: GuideRequest): Tensor
}

export function defineGuidance(guidance: Guidance): Guidance {
  return guidance
}
