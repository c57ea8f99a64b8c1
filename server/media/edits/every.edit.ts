import { z } from 'zod'
import { renumbered } from '../video-filters.ts'
import { defineEdit, filtered } from './define-edit.ts'

/** One frame of every n, shown n times as long: the clip lasts as long as before. */
export const everyEdit = defineEdit({
  op: 'every',
  params: z.object({ nth: z.number().int().min(1) }),
  windows: ({ params, window, inputs }) => {
    const start = window.start * params.nth
    const count = Math.min(window.count * params.nth, (inputs[0]?.frames ?? 0) - start)
    return [{ start, count }]
  },
  video: (request) =>
    filtered(request, [`select='not(mod(n\\,${request.params.nth}))'`, ...renumbered(request.facts.fps)]),
})
