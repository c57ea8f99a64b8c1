import { z } from 'zod'
import { pixelFormat } from '../pixels.ts'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'
import { colorSchema, filterColor } from './color-param.ts'

/** Makes one colour transparent. */
export const chromaKeyEdit = defineEdit({
  op: 'chroma-key',
  params: z.object({
    color: colorSchema,
    similarity: z.number().min(0.00001).max(1),
    softness: z.number().min(0).max(1),
  }),
  windows: frameByFrame,
  video: (request) => {
    const { color, similarity, softness } = request.params
    const { pixels } = request
    const key = pixels === 'rgb' ? 'colorkey' : 'chromakey'
    const filter = `${key}=${filterColor(color)}:${similarity}:${softness}`
    const room = pixels === 'rgb' ? 'rgba' : pixelFormat(pixels, true)
    return filtered(request, [`format=${room}`, filter, `format=${pixelFormat(pixels, true)}`])
  },
})
