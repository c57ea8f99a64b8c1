import { z } from 'zod'
import { mixed } from '../leaf-pads.ts'
import { defineSound } from './define-sound.ts'

/** A sine, or noise, out of nothing. */
export const toneSound = defineSound({
  op: 'tone',
  params: z.object({
    wave: z.enum(['sine', 'noise']),
    frequency: z.number().min(1).max(20_000),
    decibels: z.number().min(-120).max(0),
  }),
  sound: ({ params, graph }) => {
    const { wave, frequency, decibels } = params
    const amplitude = 10 ** (decibels / 20)
    const noise = `anoisesrc=r=48000:a=${amplitude.toFixed(6)}:seed=1`
    const sine = `aevalsrc=${amplitude.toFixed(6)}*sin(2*PI*${frequency}*t):s=48000`
    return graph.link([], [wave === 'noise' ? noise : sine, ...mixed({ channels: 1 })])
  },
})
