import { z } from 'zod'
import { inRgb, valueIn } from '../pixels.ts'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'

/** The negative: every colour becomes its opposite, what is transparent stays so. */
export const invertEdit = defineEdit({
  op: 'invert',
  params: z.object({}),
  windows: frameByFrame,
  video: (request) => {
    const { pixels, facts } = request
    // Limited range: black 16 and white 235 change places, and so do the colours around 128.
    if (pixels !== 'rgb') {
      const [brightness, color] = [251, 256].map((sum) => `${valueIn(pixels, sum)}-val`)
      return filtered(request, [`lutyuv=y=${brightness ?? ''}:u=${color ?? ''}:v=${color ?? ''}`])
    }
    return filtered(
      request,
      inRgb({ pixels, hasAlpha: facts.hasAlpha }, ['lutrgb=r=negval:g=negval:b=negval']),
    )
  },
})
