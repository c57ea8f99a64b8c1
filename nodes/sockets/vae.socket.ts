import { defineSocket } from '../define-socket.ts'
import type { ModelRef } from './model.socket.ts'

export const vaeSocket = defineSocket<ModelRef>({
  type: 'VAE',
  label: { en: 'VAE', 'zh-CN': 'VAE' },
  color: '#ff6e6e',
  facts: ({ modelId }) => ({ modelId }),
})

export default vaeSocket
