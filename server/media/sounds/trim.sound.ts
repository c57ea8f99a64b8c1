import { z } from 'zod'
import { defineSound } from './define-sound.ts'

/** A part, from a sample on. */
export const trimSound = defineSound({
  op: 'trim',
  params: z.object({ start: z.number().int().min(0) }),
  sound: ({ params, inputs, graph }) =>
    graph.link(inputs, [`atrim=start_sample=${params.start}`, 'asetpts=PTS-STARTPTS']),
})
