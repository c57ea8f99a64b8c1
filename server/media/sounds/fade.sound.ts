import { z } from 'zod'
import { defineSound, secondsOfSamples } from './define-sound.ts'

const samples = z.number().int().min(0)

/** Out of silence at the start, into it at the end. */
export const fadeSound = defineSound({
  op: 'fade',
  params: z.object({ fadeIn: samples, fadeOut: samples }),
  sound: ({ params, inputs, samples: total, graph }) => {
    const { fadeIn, fadeOut } = params
    const start = secondsOfSamples(total - fadeOut)
    return graph.link(inputs, [
      'anull',
      fadeIn > 0 ? `afade=t=in:d=${secondsOfSamples(fadeIn)}` : '',
      fadeOut > 0 ? `afade=t=out:st=${start}:d=${secondsOfSamples(fadeOut)}` : '',
    ])
  },
})
