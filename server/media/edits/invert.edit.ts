import { z } from 'zod'
import { inRgb } from '../pixels.ts'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'

/** The negative: every colour becomes its opposite, what is transparent stays so. */
export const invertEdit = defineEdit({
  op: 'invert',
  params: z.object({}),
  windows: frameByFrame,
  video: (request) => {
    const { pixels, facts } = request
    // Limited range: black 16 and white 235 change places, and so do the colours around 128.
    if (pixels !== 'rgb') return filtered(request, ['lutyuv=y=251-val:u=256-val:v=256-val'])
    return filtered(
      request,
      inRgb({ pixels, hasAlpha: facts.hasAlpha }, ['lutrgb=r=negval:g=negval:b=negval']),
    )
  },
})
