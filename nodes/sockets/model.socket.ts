import type { ReuseOptions } from '../../models/step-reuse.ts'
import type { WindowPlan } from '../../models/context-windows.ts'
import { defineSocket } from '../define-socket.ts'

/** Windows in frames of the video; the sampler counts them in latent frames of the model. */
export interface FrameWindows extends Pick<WindowPlan, 'schedule' | 'weights'> {
  readonly frames: number
  readonly overlap: number
}

/** A model by its id, and how it is to be run; the worker opens its parts when they are needed. */
export interface ModelRef {
  readonly modelId: string
  /** For videos longer than the model can make at once. */
  readonly windows?: FrameWindows
  /** Steps that may do without the model. */
  readonly reuse?: ReuseOptions
}

export const modelSocket = defineSocket<ModelRef>({
  type: 'MODEL',
  label: { en: 'Model', 'zh-CN': '模型' },
  color: '#b39ddb',
  facts: ({ modelId }) => ({ modelId }),
})

export default modelSocket
