import { defineSocket } from '../define-socket.ts'

export const booleanSocket = defineSocket<boolean>({
  type: 'BOOLEAN',
  label: { en: 'Yes or no', 'zh-CN': '布尔' },
  color: '#d8a1c4',
})

export default booleanSocket
