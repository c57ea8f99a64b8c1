import { z } from 'zod'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'

const length = z.number().int().min(0).max(16_384)

/** A rectangle of the picture. */
export const cropEdit = defineEdit({
  op: 'crop',
  params: z.object({ x: length, y: length, width: length.min(1), height: length.min(1) }),
  windows: frameByFrame,
  video: (request) => {
    const { x, y, width, height } = request.params
    return filtered(request, [`crop=${width}:${height}:${x}:${y}:exact=1`, 'setsar=1'])
  },
})
