import { z } from 'zod'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'

/** Gaussian blur. */
export const blurEdit = defineEdit({
  op: 'blur',
  params: z.object({ radius: z.number().min(0).max(200) }),
  windows: frameByFrame,
  video: (request) => filtered(request, [`gblur=sigma=${request.params.radius}:steps=2`]),
})
