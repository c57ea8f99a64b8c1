import { z } from 'zod'
import { inYuv } from '../pixels.ts'
import { defineEdit, filtered, overBlack } from './define-edit.ts'

/** Takes the shake of a hand out, looking at each frame and the one before. */
export const stabilizeEdit = defineEdit({
  op: 'stabilize',
  params: z.object({
    reach: z.number().int().min(4).max(64),
    edge: z.enum(['blank', 'original', 'clamp', 'mirror']),
  }),
  video: (request) => {
    const { params, pixels } = request
    const { reach, edge } = params
    const filter = `deshake=rx=${step(reach)}:ry=${step(reach)}:edge=${edge}`
    return filtered(request, [...overBlack(request), ...inYuv({ pixels }, [filter])])
  },
})

/** The filter searches in steps of 16. */
function step(reach: number): number {
  return Math.max(16, Math.round(reach / 16) * 16)
}
