import { defineSocket } from '../define-socket.ts'

export const textSocket = defineSocket<string>({
  type: 'TEXT',
  label: { en: 'Text', 'zh-CN': '文本' },
  color: '#8fbf6f',
})

export default textSocket
