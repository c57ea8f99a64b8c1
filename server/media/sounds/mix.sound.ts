import { z } from 'zod'
import { defineSound } from './define-sound.ts'

/** Tracks over each other, each from its own place on; none gets softer for the company of others. */
export const mixSound = defineSound({
  op: 'mix',
  params: z.object({ offsets: z.array(z.number().int().min(0)), limit: z.boolean() }),
  sound: ({ params, inputs, graph }) => {
    const tracks = inputs.map((pad, index) => {
      const delay = ((params.offsets[index] ?? 0) / 48).toFixed(3)
      return Number(delay) > 0 ? graph.link([pad], [`adelay=${delay}|${delay}`]) : pad
    })
    const [only] = tracks
    if (tracks.length === 1 && only) return only
    // It divides by the number of its inputs; newer builds could be told not to.
    const mix = `amix=inputs=${tracks.length}:duration=longest:dropout_transition=0`
    return graph.link(padded(tracks, graph), [
      mix,
      `volume=${tracks.length}`,
      params.limit ? 'alimiter=limit=0.97:level=disabled' : '',
    ])

    /** One that ends early would make the filter turn up the others. */
    function padded(list: typeof tracks, on: typeof graph) {
      return list.map((pad) => on.link([pad], ['apad', `atrim=end_sample=${longest}`]))
    }
  },
})

/** Ten hours. */
const longest = 48_000 * 36_000
