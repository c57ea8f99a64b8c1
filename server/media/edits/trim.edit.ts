import { z } from 'zod'
import { defineEdit, filtered } from './define-edit.ts'

/** A part of a clip: so many frames from one on. Nothing before it is decoded. */
export const trimEdit = defineEdit({
  op: 'trim',
  params: z.object({ start: z.number().int().min(0), count: z.number().int().min(1) }),
  windows: ({ params, window }) => [{ start: params.start + window.start, count: window.count }],
  video: (request) => filtered(request, []),
})
