import { defineSocket } from '../define-socket.ts'

/** How the answers to the prompt and to its opposite become one, at every step. */
export interface Guider {
  /** File id of the guidance. */
  readonly guidance: string
  readonly scale: number
  readonly options: Readonly<Record<string, number | readonly number[]>>
  /** Both answers as one batch, or one after the other with half the memory. */
  readonly passes: 'together' | 'apart'
}

export const guiderSocket = defineSocket<Guider>({
  type: 'GUIDER',
  label: { en: 'Guider', 'zh-CN': '引导器' },
  color: '#66ffff',
  facts: ({ guidance, scale }) => ({ guidance, scale }),
})

export default guiderSocket
