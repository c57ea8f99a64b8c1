import { defineSocket } from '../define-socket.ts'
import type { ModelRef } from './model.socket.ts'

export const textEncoderSocket = defineSocket<ModelRef>({
  type: 'TEXT_ENCODER',
  label: { en: 'Text encoder', 'zh-CN': '文本编码器' },
  color: '#ffd500',
  facts: ({ modelId }) => ({ modelId }),
})

export default textEncoderSocket
