import { defineSocket } from '../define-socket.ts'

/** A model by its id; the worker opens its parts when they are needed. */
export interface ModelRef {
  readonly modelId: string
}

export const modelSocket = defineSocket<ModelRef>({
  type: 'MODEL',
  label: { en: 'Model', 'zh-CN': '模型' },
  color: '#b39ddb',
  facts: ({ modelId }) => ({ modelId }),
})

export default modelSocket
