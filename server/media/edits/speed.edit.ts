import { z } from 'zod'
import { smoothRate } from '../smooth-rate.ts'
import { atFps, secondsOf } from '../video-filters.ts'
import { exactly } from '../leaf-pads.ts'
import { defineEdit, filtered, overBlack } from './define-edit.ts'

/** Faster or slower at the same frame rate; the sound keeps its pitch. */
export const speedEdit = defineEdit({
  op: 'speed',
  params: z.object({
    factor: z.number().min(0.05).max(20),
    method: z.enum(['repeat', 'blend', 'motion']).default('repeat'),
  }),
  video: (request) => {
    const { params, facts } = request
    // Microseconds, so that the new times are not rounded to whole frames before frames are chosen by them.
    const clock = [`settb=1/1000000`, `setpts=PTS/${params.factor}`]
    if (params.method === 'repeat') return filtered(request, [...clock, ...atFps(facts)])
    return filtered(request, [...clock, ...overBlack(request), ...smoothRate(request, params.method)])
  },
  audio: (request) => {
    const { params, facts } = request
    return filtered(request, [...tempo(params.factor), ...exactly(secondsOf(facts.frames, facts.fps))])
  },
})

/** One `atempo` takes 0.5 to 2. */
function tempo(factor: number): string[] {
  if (factor > 2) return ['atempo=2', ...tempo(factor / 2)]
  if (factor < 0.5) return ['atempo=0.5', ...tempo(factor * 2)]
  return factor === 1 ? [] : [`atempo=${factor}`]
}
