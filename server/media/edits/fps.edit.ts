import { z } from 'zod'
import { rationalSchema } from '../../../workflows/asset.ts'
import { smoothRate } from '../smooth-rate.ts'
import { atFps } from '../video-filters.ts'
import { defineEdit, filtered, overBlack } from './define-edit.ts'

/** Another frame rate; the clip lasts as long as before. */
export const fpsEdit = defineEdit({
  op: 'fps',
  params: rationalSchema.extend({ method: z.enum(['repeat', 'blend', 'motion']).default('repeat') }),
  video: (request) => {
    const { params, facts } = request
    if (params.method === 'repeat') return filtered(request, atFps(facts))
    return filtered(request, [...overBlack(request), ...smoothRate(request, params.method)])
  },
})
