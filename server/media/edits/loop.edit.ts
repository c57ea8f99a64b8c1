import { z } from 'zod'
import { renumbered } from '../video-filters.ts'
import { defineEdit, filtered } from './define-edit.ts'

/** The clip again and again. ffmpeg holds all its frames for it, so its node gives it short clips only. */
export const loopEdit = defineEdit({
  op: 'loop',
  params: z.object({ times: z.number().int().min(1) }),
  video: (request) => {
    const frames = request.inputs[0]?.facts.frames ?? 1
    return filtered(request, [
      `loop=loop=${request.params.times - 1}:size=${frames}:start=0`,
      ...renumbered(request.facts.fps),
    ])
  },
  audio: (request) => {
    const { frames, fps } = request.inputs[0]?.facts ?? request.facts
    const samples = Math.round((frames * fps.den * 48_000) / fps.num)
    return filtered(request, [`aloop=loop=${request.params.times - 1}:size=${samples}`, 'asetpts=N/SR/TB'])
  },
})
