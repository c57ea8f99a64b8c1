import { rationalSchema } from '../../../workflows/asset.ts'
import { atFps } from '../video-filters.ts'
import { defineEdit } from './define-edit.ts'

/** Another frame rate by repeating and dropping frames; the clip lasts as long as before. */
export const fpsEdit = defineEdit({
  op: 'fps',
  params: rationalSchema,
  video: ({ inputs, facts, graph }) =>
    graph.link(
      inputs.map(({ pad }) => pad),
      atFps(facts),
    ),
})
