import { defineSocket } from '../define-socket.ts'

/** Noise levels from high to low, the last one being what is left at the end: 0 for a finished video. */
export type Sigmas = readonly number[]

export const sigmasSocket = defineSocket<Sigmas>({
  type: 'SIGMAS',
  label: { en: 'Sigmas', 'zh-CN': 'Sigma' },
  color: '#cde07a',
  facts: (sigmas) => ({
    steps: Math.max(0, sigmas.length - 1),
    first: sigmas[0] ?? 0,
    last: sigmas.at(-1) ?? 0,
  }),
})

export default sigmasSocket
