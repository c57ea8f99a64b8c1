import { rationalSchema } from '../../../workflows/asset.ts'
import { atFps, exactly } from '../video-filters.ts'
import { defineEdit } from './define-edit.ts'

/** Another frame rate by repeating and dropping frames; the clip lasts as long as before. */
export const fpsEdit = defineEdit({
  op: 'fps',
  params: rationalSchema,
  video: ({ params, inputs, facts, graph }) =>
    graph.link(
      inputs.map(({ pad }) => pad),
      [atFps(params), ...exactly(facts)],
    ),
})
