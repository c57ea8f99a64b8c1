import { z } from 'zod'
import { inRgb, valueIn } from '../pixels.ts'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'

const channel = z.object({ gain: z.number(), offset: z.number() })

/** Each channel times a gain plus an offset (0..255): how one clip's colours become another's. */
export const scaleColorsEdit = defineEdit({
  op: 'scale-colors',
  params: z.object({ red: channel, green: channel, blue: channel }),
  windows: frameByFrame,
  video: (request) => {
    const { params, pixels, facts } = request
    const line = ({ gain, offset }: z.infer<typeof channel>) =>
      `clip(val*${gain.toFixed(5)}+${valueIn(pixels, offset).toFixed(3)}\\,0\\,maxval)`
    const map = `lutrgb=r='${line(params.red)}':g='${line(params.green)}':b='${line(params.blue)}'`
    return filtered(request, inRgb({ pixels, hasAlpha: facts.hasAlpha }, [map]))
  },
})
