import type { VideoFacts } from '../../workflows/asset.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import type { VideoSource, VideoValue } from '../../nodes/sockets/video.socket.ts'
import { edits } from './edits/edits.ts'
import { FilterGraph, type Pad } from './filter-graph.ts'
import { safeInput } from './run-ffprobe.ts'
import { atFps, type Pixels, renumbered, secondsOf, toPixels } from './video-filters.ts'

/** A file at the end of a chain of edits. */
export interface Leaf {
  readonly path: string
  /** Ours: lossless, one frame per packet. Others may have gaps and odd clocks. */
  readonly isIntermediate: boolean
}

export interface EditGraphRequest {
  readonly pixels: Pixels
  readonly withAudio: boolean
  readonly filters: ReadonlySet<string>
  leaf(source: Exclude<VideoSource, { kind: 'edit' }>): Promise<Leaf>
}

export interface EditGraph {
  readonly graph: FilterGraph
  readonly video: Pad
  readonly audio?: Pad
}

interface Walk extends EditGraphRequest {
  readonly graph: FilterGraph
}
interface Pads {
  readonly video: Pad
  readonly audio?: Pad
}

/**
 * A video with all its edits as one ffmpeg filter graph. A file that is used twice is opened twice: sharing one
 * decoder would make ffmpeg hold every frame between the two places.
 * @throws OperationalFailure `edit-unknown`, UserFailure `asset-missing`
 */
export async function buildEditGraph(video: VideoValue, request: EditGraphRequest): Promise<EditGraph> {
  const graph = new FilterGraph()
  const withAudio = request.withAudio && video.facts.hasAudio
  return { graph, ...(await padsOf(video, { ...request, withAudio, graph })) }
}

async function padsOf({ source, facts }: VideoValue, walk: Walk): Promise<Pads> {
  if (source.kind === 'edit') return editPads({ source, facts }, walk)
  const leaf = await walk.leaf(source)
  const options = leaf.isIntermediate ? [] : safeInput
  const index = walk.graph.addInput({ source: leaf.path, options })
  const timing = leaf.isIntermediate ? renumbered(facts.fps) : ['setpts=PTS-STARTPTS']
  const filters = [...timing, ...atFps(facts), ...toPixels(facts, walk.pixels)]
  const video = walk.graph.link([`[${index}:V:0]`], filters)
  return walk.withAudio ? { video, audio: audioLeaf(index, facts, walk.graph) } : { video }
}

/** Sound exactly as long as the picture; silence where there is none. */
function audioLeaf(index: number, { hasAudio, frames, fps }: VideoFacts, graph: FilterGraph): Pad {
  const length = `atrim=end=${secondsOf(frames, fps)}`
  const format = 'aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo'
  if (!hasAudio) return graph.link([], ['anullsrc=r=48000:cl=stereo', format, length])
  const filters = ['aresample=48000:async=1:first_pts=0', format, 'apad', length]
  return graph.link([`[${index}:a:0]`], filters)
}

type EditSource = Extract<VideoSource, { kind: 'edit' }>

async function editPads(
  { source, facts }: { readonly source: EditSource; readonly facts: VideoFacts },
  walk: Walk,
): Promise<Pads> {
  const edit = edits.get(source.op)
  if (!edit) throw new OperationalFailure('edit-unknown', { op: source.op })
  const params = edit.params.parse(source.params)
  const inputs: (Pads & { facts: VideoFacts })[] = []
  for (const input of source.inputs) inputs.push({ ...(await padsOf(input, walk)), facts: input.facts })
  const { graph, filters } = walk
  const clips = inputs.map((input) => ({ pad: input.video, facts: input.facts }))
  const video = edit.video({ params, inputs: clips, facts, graph, filters })
  if (!walk.withAudio) return { video }
  const sounds = inputs.flatMap((input) => (input.audio ? [{ pad: input.audio, facts: input.facts }] : []))
  const audio = edit.audio?.({ params, inputs: sounds, facts, graph }) ?? sounds[0]?.pad
  return { video, audio }
}

/** Working pixels that can hold every size in the chain: 4:2:0 has no odd ones. */
export function yuvPixels(video: VideoValue): 'yuv420p' | 'yuv444p' {
  const isEven = ({ source, facts }: VideoValue): boolean =>
    facts.width % 2 === 0 && facts.height % 2 === 0 && (source.kind !== 'edit' || source.inputs.every(isEven))
  return isEven(video) ? 'yuv420p' : 'yuv444p'
}
