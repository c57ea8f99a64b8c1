import { z } from 'zod'
import { framesAtFps } from '../../../nodes/video/video-facts.ts'
import type { VideoFacts } from '../../../workflows/asset.ts'
import type { FilterGraph, Pad } from '../filter-graph.ts'
import { exactly, type Window } from '../leaf-pads.ts'
import { type Pixels, withAlphaOf } from '../pixels.ts'
import { atFps, fitFilters, secondsOf, ticks } from '../video-filters.ts'
import { type Clip, defineEdit, type WindowRequest } from './define-edit.ts'
import { transition } from './transition.ts'

const paramsSchema = z.object({
  transition: z.string().regex(/^[a-z]+$/),
  /** Frames each two neighbours share; 0 is a cut. */
  overlaps: z.array(z.number().int().min(0)),
  fit: z.enum(['cover', 'contain', 'stretch']),
})
type Params = z.infer<typeof paramsSchema>

/** Clips one after another, cut or mixed where they meet. */
export const concatEdit = defineEdit({
  op: 'concat',
  params: paramsSchema,
  windows: cutWindows,

  video({ params, inputs, facts, graph, filters, pixels }) {
    const clips = inputs.map((clip) => likeFirst(clip, { params, facts, graph, pixels }))
    const joined = groups(clips, overlapsOf(params, inputs)).map((group) =>
      group.reduce((from, to) => ({
        pad: transition({ kind: params.transition, graph, from, to, fps: facts.fps, filters, pixels }),
        frames: from.frames + to.frames - to.overlap,
        overlap: from.overlap,
      })),
    )
    const pads = joined.map(({ pad }) => pad)
    if (pads.length === 1) return graph.link(pads, [])
    return graph.link(pads, [`concat=n=${pads.length}:v=1:a=0`, ticks(facts.fps)])
  },

  audio({ params, inputs, facts, graph }) {
    const clips = inputs.map(({ pad, facts: own }) => ({
      pad: graph.link([pad], exactly(secondsOf(framesAtFps(own.frames, own.fps, facts.fps), facts.fps))),
    }))
    const joined = groups(clips, overlapsOf(params, inputs)).map((group) =>
      group.reduce((from, to) => {
        const fade = `acrossfade=d=${secondsOf(to.overlap, facts.fps)}:c1=tri:c2=tri`
        return { pad: graph.link([from.pad, to.pad], [fade]), overlap: from.overlap }
      }),
    )
    const pads = joined.map(({ pad }) => pad)
    return graph.link(pads, pads.length === 1 ? ['anull'] : [`concat=n=${pads.length}:v=0:a=1`])
  },
})

/** Where all joins are cuts and all clips have the rate of the result, a window needs parts of few clips. */
function cutWindows({
  params,
  facts,
  inputs,
  window,
}: WindowRequest<Params>): (Window | undefined)[] | undefined {
  const { num, den } = facts.fps
  const isSimple = params.overlaps.every((overlap) => overlap === 0)
  if (!isSimple || !inputs.every(({ fps }) => fps.num === num && fps.den === den)) return undefined
  let begin = 0
  return inputs.map(({ frames }) => {
    const start = Math.max(window.start, begin) - begin
    const end = Math.min(window.start + window.count, begin + frames) - begin
    begin += frames
    return end > start ? { start, count: end - start } : undefined
  })
}

/** A window left some clips out only where all joins are cuts. */
function overlapsOf({ overlaps }: Params, inputs: readonly Clip[]): readonly number[] {
  return inputs.slice(1).map((_, index) => overlaps[index] ?? 0)
}

/** Clips that overlap, together: between the groups there are cuts. */
function groups<C extends object>(clips: readonly C[], overlaps: readonly number[]) {
  const lists: (C & { overlap: number })[][] = []
  clips.forEach((clip, index) => {
    const overlap = overlaps[index - 1] ?? 0
    const member = { ...clip, overlap }
    if (overlap > 0) lists.at(-1)?.push(member)
    else lists.push([member])
  })
  return lists
}

interface Target {
  readonly params: Params
  readonly facts: VideoFacts
  readonly graph: FilterGraph
  readonly pixels: Pixels
}

/** Brought to the size and frame rate of the result, which are the first clip's. */
function likeFirst({ pad, facts }: Clip, target: Target): { readonly pad: Pad; readonly frames: number } {
  const { width, height, fps } = target.facts
  const frames = framesAtFps(facts.frames, facts.fps, fps)
  const sameFps = facts.fps.num * fps.den === fps.num * facts.fps.den
  const filters = [
    ...(sameFps ? [] : atFps({ frames, fps })),
    ...fitFilters(facts, { width, height, fit: target.params.fit }),
    ...withAlphaOf(facts, target.facts, target.pixels),
  ]
  return { pad: filters.length ? target.graph.link([pad], filters) : pad, frames }
}
