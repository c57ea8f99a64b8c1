import { z } from 'zod'
import { delayed, exactly } from '../leaf-pads.ts'
import { secondsOf } from '../video-filters.ts'
import { defineEdit, filtered } from './define-edit.ts'

/** Another sound to a picture: in its place, or mixed with its own. Always as long as the picture. */
export const attachAudioEdit = defineEdit({
  op: 'attach-audio',
  params: z.object({
    offset: z.number().min(0),
    mode: z.enum(['replace', 'mix']),
    fit: z.enum(['once', 'loop']),
    /** Of the sound, in samples. */
    samples: z.number().int().min(1),
  }),
  windows: ({ window, facts }) => (window.count === facts.frames ? [window] : undefined),
  video: (request) => filtered(request, []),
  usesSound: ({ mode }) => mode === 'mix',
  audio: ({ params, inputs, sounds, facts, graph }) => {
    const delay = Math.round(params.offset * 48_000)
    const length = exactly(secondsOf(facts.frames, facts.fps))
    const again = params.fit === 'loop' ? [`aloop=loop=-1:size=${params.samples}`, 'asetpts=N/SR/TB'] : []
    const own = inputs[0]?.pad
    const late = delayed(graph, graph.link(sounds, ['anull', ...again]), delay)
    const given = graph.link([late], length)
    if (!own) return given
    return graph.link([own, given], ['amix=inputs=2:duration=first:dropout_transition=0', 'volume=2'])
  },
})
