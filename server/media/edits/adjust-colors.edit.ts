import { z } from 'zod'
import { inYuv, isDeep } from '../pixels.ts'
import { around, defineEdit, filtered, frameByFrame } from './define-edit.ts'

const paramsSchema = z.object({
  brightness: z.number().min(-1).max(1),
  contrast: z.number().min(0).max(4),
  saturation: z.number().min(0).max(3),
  gamma: z.number().min(0.1).max(10),
  hue: z.number().min(-180).max(180),
})
type Params = z.infer<typeof paramsSchema>

/** Brightness −1..1, contrast and saturation and gamma around 1, hue in degrees. */
export const adjustColorsEdit = defineEdit({
  op: 'adjust-colors',
  params: paramsSchema,
  windows: frameByFrame,
  video: (request) => {
    const { params, pixels } = request
    const { brightness, contrast, saturation, gamma, hue } = params
    const isSame = brightness === 0 && contrast === 1 && saturation === 1 && gamma === 1
    const filters = [
      isSame ? '' : isDeep(pixels) ? deepCurves(params) : eightBitCurves(params),
      hue === 0 ? '' : `hue=h=${hue}`,
    ].filter(Boolean)
    if (filters.length === 0) return filtered(request, [])
    return around(request, inYuv({ pixels }, filters))
  },
})

function eightBitCurves({ brightness, contrast, saturation, gamma }: Params): string {
  return `eq=brightness=${brightness}:contrast=${contrast}:saturation=${saturation}:gamma=${gamma}`
}

/** What `eq`, which knows 8 bits only, does to each plane. */
function deepCurves({ brightness, contrast, saturation, gamma }: Params): string {
  const line = `clip(${contrast}*(val/1023-0.5)+0.5+${brightness}\\,0\\,1)`
  const color = `clip(${saturation}*(val-512)+512\\,0\\,1023)`
  return `lutyuv=y='1023*pow(${line}\\,${1 / gamma})':u='${color}':v='${color}'`
}
