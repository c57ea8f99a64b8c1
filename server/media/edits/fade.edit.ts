import { z } from 'zod'
import { renumbered, secondsOf } from '../video-filters.ts'
import { defineEdit, filtered } from './define-edit.ts'
import { colorSchema, filterColor } from './color-param.ts'

const frames = z.number().int().min(0)

/** Picture and sound come out of a colour at the start and go into it at the end. */
export const fadeEdit = defineEdit({
  op: 'fade',
  params: z.object({ fadeIn: frames, fadeOut: frames, color: colorSchema }),
  video: (request) => {
    const { params, facts } = request
    const { fadeIn, fadeOut } = params
    const color = filterColor(params.color)
    const start = facts.frames - fadeOut
    return filtered(request, [
      fadeIn > 0 ? `fade=t=in:s=0:n=${fadeIn}:c=${color}` : '',
      fadeOut > 0 ? `fade=t=out:s=${start}:n=${fadeOut}:c=${color}` : '',
      ...renumbered(facts.fps),
    ])
  },
  audio: (request) => {
    const { params, facts } = request
    const { fadeIn, fadeOut } = params
    const seconds = (count: number) => secondsOf(count, facts.fps)
    return filtered(request, [
      'anull',
      fadeIn > 0 ? `afade=t=in:d=${seconds(fadeIn)}` : '',
      fadeOut > 0 ? `afade=t=out:st=${seconds(facts.frames - fadeOut)}:d=${seconds(fadeOut)}` : '',
    ])
  },
})
