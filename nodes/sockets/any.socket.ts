import { defineSocket } from '../define-socket.ts'

/** Fits every port; its real type is that of what is connected. */
export const anySocket = defineSocket<unknown>({
  type: '*',
  label: { en: 'Anything', 'zh-CN': '任意' },
  color: '#9aa0a6',
})

export default anySocket
