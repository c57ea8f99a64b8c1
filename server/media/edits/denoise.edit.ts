import { z } from 'zod'
import { inYuv } from '../pixels.ts'
import { around, defineEdit } from './define-edit.ts'

/** Less grain: `fast` also compares neighbouring frames, `thorough` looks for alike places in one. */
export const denoiseEdit = defineEdit({
  op: 'denoise',
  params: z.object({ strength: z.number().min(0).max(20), method: z.enum(['fast', 'thorough']) }),
  video: (request) => {
    const { params, pixels } = request
    const { strength, method } = params
    const filter = method === 'fast' ? `hqdn3d=${strength}` : `nlmeans=s=${Math.max(1, strength)}:p=5:r=9`
    return around(request, inYuv({ pixels }, [filter]))
  },
})
