import { z } from 'zod'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'
import { colorSchema, filterColor } from './color-param.ts'

const length = z.number().int().min(0).max(16_384)

/** Room around the picture. */
export const padEdit = defineEdit({
  op: 'pad',
  params: z.object({ x: length, y: length, color: colorSchema }),
  windows: frameByFrame,
  video: (request) => {
    const { x, y, color } = request.params
    const { width, height } = request.facts
    return filtered(request, [`pad=${width}:${height}:${x}:${y}:${filterColor(color)}`, 'setsar=1'])
  },
})
