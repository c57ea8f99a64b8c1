import { z } from 'zod'
import { filterText } from '../filter-text.ts'
import { inYuv } from '../pixels.ts'
import { defineEdit, overBlack, filtered } from './define-edit.ts'

const paramsSchema = z.object({
  reach: z.number().int().min(4).max(64),
  smoothing: z.number().int().min(1).max(200).default(15),
  edge: z.enum(['blank', 'original', 'clamp', 'mirror']),
})
type Params = z.infer<typeof paramsSchema>

/**
 * Takes the shake of a hand out. vid.stab follows the camera through the whole clip in a pass of its own and then
 * smooths its way; an ffmpeg without it compares each frame with the one before. Both work with 8 bits.
 */
export const stabilizeEdit = defineEdit({
  op: 'stabilize',
  params: paramsSchema,
  video: async (request) => {
    const { params, pixels, filters } = request
    const steady = hasVidstab(filters)
      ? smoothed(params, await request.notesOfInput((file) => detect(params, file)))
      : deshake(params)
    return filtered(request, [...overBlack(request), ...inYuv({ pixels }, [steady])])
  },
})

export function hasVidstab(filters: ReadonlySet<string>): boolean {
  return filters.has('vidstabdetect') && filters.has('vidstabtransform')
}

/** Its shakiness of 1 to 10 says how far it looks. */
function detect({ reach }: Params, file: string): string {
  return `vidstabdetect=shakiness=${Math.min(10, Math.round(reach / 8) + 2)}:accuracy=15:result=${file}`
}

/** At the edges it knows black, or what was there before. */
function smoothed({ smoothing, edge }: Params, file: string): string {
  const crop = edge === 'blank' ? 'black' : 'keep'
  return `vidstabtransform=input=${filterText(file)}:smoothing=${smoothing}:crop=${crop}:optzoom=0:interpol=bicubic`
}

function deshake({ reach, edge }: Params): string {
  const step = Math.max(16, Math.round(reach / 16) * 16)
  return `deshake=rx=${step}:ry=${step}:edge=${edge}`
}
