import { z } from 'zod'
import { inYuv } from '../pixels.ts'
import { around, defineEdit, filtered, frameByFrame } from './define-edit.ts'

/** Brightness −1..1, contrast and saturation and gamma around 1, hue in degrees. */
export const adjustColorsEdit = defineEdit({
  op: 'adjust-colors',
  params: z.object({
    brightness: z.number().min(-1).max(1),
    contrast: z.number().min(0).max(4),
    saturation: z.number().min(0).max(3),
    gamma: z.number().min(0.1).max(10),
    hue: z.number().min(-180).max(180),
  }),
  windows: frameByFrame,
  video: (request) => {
    const { params, pixels } = request
    const { brightness, contrast, saturation, gamma, hue } = params
    const isSame = brightness === 0 && contrast === 1 && saturation === 1 && gamma === 1
    const filters = [
      isSame
        ? ''
        : `eq=brightness=${brightness}:contrast=${contrast}:saturation=${saturation}:gamma=${gamma}`,
      hue === 0 ? '' : `hue=h=${hue}`,
    ].filter(Boolean)
    if (filters.length === 0) return filtered(request, [])
    return around(request, inYuv({ pixels }, filters))
  },
})
