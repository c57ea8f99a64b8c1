import { z } from 'zod'
import { inRgb } from '../pixels.ts'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'
import { colorSchema, filterColor } from './color-param.ts'

const quarters: Readonly<Record<number, readonly string[]>> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
}

/** Turned clockwise by any angle: quarters lose nothing, others fill the corners. */
export const rotateEdit = defineEdit({
  op: 'rotate',
  params: z.object({ degrees: z.number(), color: colorSchema }),
  windows: frameByFrame,
  video: (request) => {
    const { pixels, params, facts } = request
    const whole = quarters[((params.degrees % 360) + 360) % 360]
    if (whole) return filtered(request, [...whole, 'setsar=1'])
    const size = `ow=${facts.width}:oh=${facts.height}`
    const turn = `rotate=${params.degrees}*PI/180:${size}:c=${filterColor(params.color)}`
    // At full colour resolution: half a pixel of colour is lost at every edge otherwise.
    return filtered(request, [...inRgb({ pixels, hasAlpha: facts.hasAlpha }, [turn]), 'setsar=1'])
  },
})
