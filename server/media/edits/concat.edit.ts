import { z } from 'zod'
import { framesAtFps, overlapFrames } from '../../../nodes/video/video-facts.ts'
import type { VideoFacts } from '../../../workflows/asset.ts'
import type { FilterGraph, Pad } from '../filter-graph.ts'
import { atFps, fitFilters, secondsOf, ticks } from '../video-filters.ts'
import { crossfade } from './crossfade.ts'
import { type Clip, defineEdit } from './define-edit.ts'

/** Clips one after another, cut or mixed where they meet. */
export const concatEdit = defineEdit({
  op: 'concat',
  params: z.object({ join: z.enum(['cut', 'crossfade']), frames: z.number().int().min(0) }),

  video({ params, inputs, facts, graph, filters }) {
    const clips = inputs.map((clip) => likeFirst(clip, facts, graph))
    const overlap = overlapFrames(params)
    if (overlap === 0) {
      const pads = clips.map(({ pad }) => pad)
      return graph.link(pads, [`concat=n=${pads.length}:v=1:a=0`, ticks(facts.fps)])
    }
    const joined = clips.reduce((from, to) => ({
      pad: crossfade({ graph, from, to, overlap, fps: facts.fps, filters }),
      frames: from.frames + to.frames - overlap,
    }))
    return joined.pad
  },

  audio({ params, inputs, facts, graph }) {
    const pads = inputs.map(({ pad }) => pad)
    const overlap = overlapFrames(params)
    if (overlap === 0) return graph.link(pads, [`concat=n=${pads.length}:v=0:a=1`])
    const fade = `acrossfade=d=${secondsOf(overlap, facts.fps)}:c1=tri:c2=tri`
    return pads.reduce((from, to) => graph.link([from, to], [fade]))
  },
})

/** Brought to the size and frame rate of the result, which are the first clip's. */
function likeFirst(
  { pad, facts }: Clip,
  result: VideoFacts,
  graph: FilterGraph,
): { readonly pad: Pad; readonly frames: number } {
  const { width, height, fps } = result
  const frames = framesAtFps(facts.frames, facts.fps, fps)
  const sameFps = facts.fps.num * fps.den === fps.num * facts.fps.den
  const timing = sameFps ? [] : atFps({ frames, fps })
  const filters = [...timing, ...fitFilters(facts, { width, height, fit: 'cover' })]
  return { pad: filters.length ? graph.link([pad], filters) : pad, frames }
}
