import { z } from 'zod'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'

/** Mirrored. */
export const flipEdit = defineEdit({
  op: 'flip',
  params: z.object({ direction: z.enum(['horizontal', 'vertical', 'both']) }),
  windows: frameByFrame,
  video: (request) =>
    filtered(
      request,
      { horizontal: ['hflip'], vertical: ['vflip'], both: ['hflip', 'vflip'] }[request.params.direction],
    ),
})
