import { z } from 'zod'
import { delayed } from '../leaf-pads.ts'
import { defineSound } from './define-sound.ts'

/** Tracks over each other, each from its own place on; none gets softer for the company of others. */
export const mixSound = defineSound({
  op: 'mix',
  params: z.object({ offsets: z.array(z.number().int().min(0)), limit: z.boolean() }),
  sound: ({ params, inputs, samples, graph }) => {
    const tracks = inputs.map((pad, index) => {
      const late = delayed(graph, pad, params.offsets[index] ?? 0)
      // One that ends early would make the filter turn up the others.
      return graph.link([late], ['apad', `atrim=end_sample=${samples}`])
    })
    if (tracks.length === 1) return graph.link(tracks, ['anull'])
    return graph.link(tracks, [
      `amix=inputs=${tracks.length}:duration=longest:dropout_transition=0`,
      // It divides by the number of its inputs; newer builds could be told not to.
      `volume=${tracks.length}`,
      params.limit ? 'alimiter=limit=0.97:level=disabled' : '',
    ])
  },
})
