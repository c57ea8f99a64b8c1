import { z } from 'zod'
import { renumbered } from '../video-filters.ts'
import { defineEdit, filtered } from './define-edit.ts'

/** Back to front. ffmpeg holds every frame for it, so its node gives it short clips only. */
export const reverseEdit = defineEdit({
  op: 'reverse',
  params: z.object({}),
  windows: ({ window, facts }) => [
    { start: facts.frames - window.start - window.count, count: window.count },
  ],
  video: (request) => filtered(request, ['reverse', ...renumbered(request.facts.fps)]),
  audio: (request) => filtered(request, ['areverse', 'asetpts=N/SR/TB']),
})
