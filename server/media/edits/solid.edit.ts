import { z } from 'zod'
import { pixelFormat, toPixels } from '../pixels.ts'
import { renumbered } from '../video-filters.ts'
import { defineEdit, frameByFrame } from './define-edit.ts'
import { colorSchema, filterColor } from './color-param.ts'

/** A clip of one colour, out of nothing. */
export const solidEdit = defineEdit({
  op: 'solid',
  params: z.object({ color: colorSchema }),
  windows: frameByFrame,
  video: ({ params, facts, graph, pixels, filters }) => {
    const { width, height, fps, frames } = facts
    const source = `color=c=${filterColor(params.color)}:s=${width}x${height}:r=${fps.num}/${fps.den}`
    return graph.link(
      [],
      [
        source,
        `trim=end_frame=${frames}`,
        ...renumbered(fps),
        // Its own pixels are BT.601; what it is drawn from is RGB.
        `format=${pixelFormat('rgb')}`,
        ...toPixels({ ...facts, file: undefined }, pixels, filters),
      ],
    )
  },
})
