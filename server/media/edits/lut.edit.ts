import { z } from 'zod'
import { filterText } from '../filter-text.ts'
import { inRgb } from '../pixels.ts'
import { defineEdit, filtered, frameByFrame } from './define-edit.ts'

/** Colours looked up in a `.cube` file. */
export const lutEdit = defineEdit({
  op: 'lut',
  params: z.object({ asset: z.string() }),
  windows: frameByFrame,
  video: async (request) => {
    const { params, pixels, facts } = request
    const file = filterText(await request.assetPath(params.asset))
    const lut = `lut3d=file=${file}:interp=tetrahedral`
    return filtered(request, inRgb({ pixels, hasAlpha: facts.hasAlpha }, [lut]))
  },
})
