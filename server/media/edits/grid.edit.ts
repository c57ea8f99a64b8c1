import { z } from 'zod'
import type { Pad } from '../filter-graph.ts'
import { withAlphaOf } from '../pixels.ts'
import { atFps, fitFilters, ticks } from '../video-filters.ts'
import { defineEdit } from './define-edit.ts'
import { colorSchema, filterColor } from './color-param.ts'

const length = z.number().int()

/** Clips beside and below each other, all seen at once; shorter ones hold their last frame. */
export const gridEdit = defineEdit({
  op: 'grid',
  params: z.object({
    columns: length.min(1).max(20),
    /** Of one cell. */
    width: length.min(1),
    height: length.min(1),
    gap: length.min(0),
    color: colorSchema,
  }),
  video({ params, inputs, facts, graph, pixels }) {
    const { columns, width, height, gap, color } = params
    const { fps, frames } = facts
    const rows = Math.ceil(inputs.length / columns)
    const cells = inputs.map(({ pad, facts: own }, index) => {
      const [column, row] = [index % columns, Math.floor(index / columns)]
      const right = column < columns - 1 ? gap : 0
      const below = row < rows - 1 ? gap : 0
      const isSame = own.fps.num * fps.den === fps.num * own.fps.den
      return graph.link(
        [pad],
        [
          ...(isSame ? [] : atFps({ frames: Math.min(frames, own.frames * 1000), fps })),
          ...fitFilters(own, { width, height, fit: 'contain' }),
          ...withAlphaOf(own, facts, pixels),
          right || below ? `pad=${width + right}:${height + below}:0:0:${filterColor(color)}` : '',
          'setsar=1',
          `tpad=stop_mode=clone:stop=-1`,
          `trim=end_frame=${frames}`,
        ],
      )
    })
    const lines = Array.from({ length: rows }, (_, row) => {
      const pads = cells.slice(row * columns, (row + 1) * columns)
      const line = stacked('hstack', pads)
      const missing = columns - pads.length
      const total = columns * width + (columns - 1) * gap
      const full = missing > 0 ? [`pad=${total}:ih:0:0:${filterColor(color)}`] : []
      return graph.link(pads, [...line, ...full])
    })
    return graph.link(lines, [...stacked('vstack', lines), 'setsar=1', ticks(fps)])
  },
})

function stacked(filter: 'hstack' | 'vstack', pads: readonly Pad[]): string[] {
  return pads.length > 1 ? [`${filter}=inputs=${pads.length}:shortest=1`] : []
}
