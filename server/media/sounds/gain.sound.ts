import { z } from 'zod'
import { defineSound } from './define-sound.ts'

/** Louder or softer, in decibels; with `limit`, peaks stay below full scale instead of being clipped. */
export const gainSound = defineSound({
  op: 'gain',
  params: z.object({ decibels: z.number().min(-120).max(60), limit: z.boolean() }),
  sound: ({ params, inputs, graph }) =>
    graph.link(inputs, [
      `volume=${params.decibels}dB`,
      params.limit ? 'alimiter=limit=0.89:level=disabled' : '',
    ]),
})
