import { z } from 'zod'
import { fitFilters } from '../video-filters.ts'
import { defineEdit, frameByFrame } from './define-edit.ts'

const side = z.number().int().min(1).max(16_384)

/** Another size, by ffmpeg's scaler. */
export const scaleEdit = defineEdit({
  op: 'scale',
  params: z.object({
    width: side,
    height: side,
    fit: z.enum(['cover', 'contain', 'stretch']).default('stretch'),
    flags: z.enum(['bicubic', 'lanczos', 'neighbor', 'area']).default('lanczos'),
  }),
  windows: frameByFrame,
  video: ({ params, inputs: [clip], graph }) =>
    graph.link(clip ? [clip.pad] : [], clip ? fitFilters(clip.facts, params) : []),
})
