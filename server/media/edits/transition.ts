import type { Rational } from '../../../workflows/asset.ts'
import { OperationalFailure } from '../../../workflows/failure.ts'
import type { FilterGraph, Pad } from '../filter-graph.ts'
import type { Pixels } from '../pixels.ts'
import { renumbered, secondsOf, ticks } from '../video-filters.ts'
import { blendExpression, easedMix } from './transition-blends.ts'

export interface TransitionRequest {
  /** As ffmpeg's xfade calls it: `fade`, `wipeleft` … */
  readonly kind: string
  readonly graph: FilterGraph
  readonly from: { readonly pad: Pad; readonly frames: number }
  /** `overlap`: frames both are seen; the first of them is still all `from`. */
  readonly to: { readonly pad: Pad; readonly frames: number; readonly overlap: number }
  readonly fps: Rational
  readonly filters: ReadonlySet<string>
  readonly pixels: Pixels
}

/**
 * Leads from the end of one clip into the start of the next. Only the frames both share are worked on: the others
 * go around it as they are, as the filters that mix are slow and want other pixels.
 */
export function transition(request: TransitionRequest): Pad {
  const { graph, from, to, fps } = request
  const { overlap } = to
  const start = from.frames - overlap
  const [head, tail] = cutAt(graph, { pad: from.pad, at: start, frames: from.frames, fps })
  const [rising, rest] = cutAt(graph, { pad: to.pad, at: overlap, frames: to.frames, fps })
  const both = [tail, rising].filter((pad): pad is Pad => pad !== undefined).map((pad) => rated(pad, request))
  const mix = graph.link(both, [mixFilter(request), ticks(fps)])
  const joined = [start > 0 ? head : undefined, mix, to.frames > overlap ? rest : undefined]
  const pads = joined.filter((pad): pad is Pad => pad !== undefined)
  return graph.link(pads, [`concat=n=${pads.length}:v=1:a=0`, ticks(fps)])
}

/** A filter that came with ffmpeg 7.0, whose `setpts` forgets the frame rate that its xfade asks for. */
const newInVersion7 = 'tiltandshift'

/** In 5 and 6 the rate is kept, and `fps` would repeat the last frame. */
function rated(pad: Pad, { graph, fps, filters }: TransitionRequest): Pad {
  return filters.has(newInVersion7) ? graph.link([pad], [`fps=${fps.num}/${fps.den}`]) : pad
}

function mixFilter({ kind, to, fps, filters, pixels }: TransitionRequest): string {
  const duration = secondsOf(to.overlap, fps)
  // Longer than the clips, as it wants a frame after the last; the others are all its own.
  if (filters.has('xfade')) return `xfade=transition=${xfadeTransition(kind)}:duration=${duration}:offset=0`
  const expression = blendExpression(kind, { duration, pixels })
  if (!expression) throw new OperationalFailure('transition-needs-newer-ffmpeg', { kind })
  return `blend=${expression}`
}

/** xfade's `P` falls from 1 to 0. */
function xfadeTransition(kind: string): string {
  return kind === 'ease' ? `custom:expr=${easedMix('P')}` : kind
}

interface Cut {
  readonly pad: Pad
  readonly at: number
  readonly frames: number
  readonly fps: Rational
}

/** The frames before and from a place on; undefined where there are none. */
function cutAt(graph: FilterGraph, { pad, at, frames, fps }: Cut): [Pad | undefined, Pad | undefined] {
  if (at === 0) return [undefined, graph.link([pad], renumbered(fps))]
  if (at === frames) return [graph.link([pad], renumbered(fps)), undefined]
  const [first, second = first] = graph.linkMany([pad], { filters: ['split'], count: 2 })
  return [
    graph.link([first], [`trim=end_frame=${at}`, ...renumbered(fps)]),
    graph.link([second], [`trim=start_frame=${at}`, ...renumbered(fps)]),
  ]
}
