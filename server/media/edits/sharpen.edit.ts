import { z } from 'zod'
import { inYuv } from '../pixels.ts'
import { around, defineEdit, frameByFrame } from './define-edit.ts'

/** Unsharp mask on the brightness; below 0 it softens. */
export const sharpenEdit = defineEdit({
  op: 'sharpen',
  params: z.object({ amount: z.number().min(-1.5).max(1.5), size: z.number().int().min(3).max(13) }),
  windows: frameByFrame,
  video: (request) => {
    const { params, pixels } = request
    const mask = `unsharp=${params.size}:${params.size}:${params.amount}:5:5:0`
    return around(request, inYuv({ pixels }, [mask]))
  },
})
