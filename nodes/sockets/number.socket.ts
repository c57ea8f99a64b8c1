import { defineSocket } from '../define-socket.ts'

export const numberSocket = defineSocket<number>({
  type: 'NUMBER',
  label: { en: 'Number', 'zh-CN': '数字' },
  color: '#a1c4d8',
})

export default numberSocket
