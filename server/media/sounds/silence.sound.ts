import { z } from 'zod'
import { silence } from '../leaf-pads.ts'
import { defineSound, secondsOfSamples } from './define-sound.ts'

export const silenceSound = defineSound({
  op: 'silence',
  params: z.object({}),
  sound: ({ samples, graph }) => silence(graph, secondsOfSamples(samples)),
})
