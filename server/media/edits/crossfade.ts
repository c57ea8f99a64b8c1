import type { Rational } from '../../../workflows/asset.ts'
import type { FilterGraph, Pad } from '../filter-graph.ts'
import { renumbered, secondsOf, ticks } from '../video-filters.ts'

export interface CrossfadeRequest {
  readonly graph: FilterGraph
  readonly from: { readonly pad: Pad; readonly frames: number }
  readonly to: { readonly pad: Pad; readonly frames: number }
  /** Frames both are seen; the first of them is still all `from`. */
  readonly overlap: number
  readonly fps: Rational
  readonly filters: ReadonlySet<string>
}

/** Mixes the end of one clip with the start of the next. */
export function crossfade(request: CrossfadeRequest): Pad {
  return request.filters.has('xfade') ? byXfade(request) : byBlend(request)
}

function byXfade({ graph, from, to, overlap, fps }: CrossfadeRequest): Pad {
  const duration = secondsOf(overlap, fps)
  const offset = secondsOf(from.frames - overlap, fps)
  const xfade = `xfade=transition=fade:duration=${duration}:offset=${offset}`
  return graph.link([from.pad, to.pad], [xfade, ticks(fps)])
}

/** xfade came with ffmpeg 4.3; the binary in the npm package is older. */
function byBlend({ graph, from, to, overlap, fps }: CrossfadeRequest): Pad {
  const start = from.frames - overlap
  const [head, tail] = cutAt(graph, { pad: from.pad, at: start, fps })
  const [rising, rest] = cutAt(graph, { pad: to.pad, at: overlap, fps })
  // By time, as builds disagree whether N counts from 0 or 1.
  const share = `T/${secondsOf(overlap, fps)}`
  const mix = graph.link([tail, rising], [`blend=all_expr='A*(1-${share})+B*${share}'`])
  const parts = [start > 0 ? head : undefined, mix, to.frames > overlap ? rest : undefined]
  const joined = parts.filter((pad): pad is Pad => pad !== undefined)
  for (const pad of [head, rest]) if (!joined.includes(pad)) graph.drain(pad)
  return graph.link(joined, [`concat=n=${joined.length}:v=1:a=0`, ticks(fps)])
}

interface Cut {
  readonly pad: Pad
  readonly at: number
  readonly fps: Rational
}

function cutAt(graph: FilterGraph, { pad, at, fps }: Cut): [Pad, Pad] {
  const [first, second = first] = graph.linkMany([pad], { filters: ['split'], count: 2 })
  return [
    graph.link([first], [`trim=end_frame=${at}`, ...renumbered(fps)]),
    graph.link([second], [`trim=start_frame=${at}`, ...renumbered(fps)]),
  ]
}
