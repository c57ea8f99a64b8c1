import type { AudioValue } from '../../nodes/sockets/audio.socket.ts'
import type { VideoSource, VideoValue } from '../../nodes/sockets/video.socket.ts'
import type { VideoFacts } from '../../workflows/asset.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import type { Clip } from './edits/define-edit.ts'
import { edits } from './edits/edits.ts'
import { FilterGraph, type Pad } from './filter-graph.ts'
import { type Leaf, type LeafRequest, picturePad, silence, soundPad, type Window } from './leaf-pads.ts'
import { flattened, type Pixels } from './pixels.ts'
import { type SoundWalk, soundValuePad } from './sound-graph.ts'
import { renumbered, secondsOf } from './video-filters.ts'

export interface EditGraphRequest {
  readonly pixels: Pixels
  readonly withAudio: boolean
  /** Transparency is kept; without it the clip lies over black. */
  readonly withAlpha?: boolean
  /** Frames wanted; all of them when left out. */
  readonly window?: Window
  readonly filters: ReadonlySet<string>
  leaf(source: Exclude<VideoSource, { kind: 'edit' }>, facts: VideoFacts): Promise<Leaf>
  /** Where an asset lies that an edit looks into: a LUT, a piece of music. */
  assetPath(assetId: string): Promise<string>
  /** A font file for a text; `name` is what the person asked for. */
  font(text: string, name: string): Promise<string>
  /** The file a filter writes about all frames of a video, in a run of its own. */
  notesOf(video: VideoValue, filter: (file: string) => string): Promise<string>
}

export interface EditGraph {
  readonly graph: FilterGraph
  readonly video: Pad
  readonly audio?: Pad
}

interface Walk extends EditGraphRequest {
  readonly graph: FilterGraph
  /** What the graph is made for; the other videos are inputs of its edits. */
  readonly whole?: VideoValue
}

/**
 * A video with all its edits as one ffmpeg filter graph. A file that is used twice is opened twice, and its sound
 * apart from its picture: sharing one reader would make ffmpeg hold every frame between the two places.
 * @throws OperationalFailure `edit-unknown`, UserFailure `asset-missing`
 */
export async function buildEditGraph(video: VideoValue, request: EditGraphRequest): Promise<EditGraph> {
  const graph = new FilterGraph()
  const walk = { ...request, graph, whole: video }
  const window = request.window ?? wholeOf(video.facts)
  const picture = await pictureOf(video, window, walk)
  const isFlat = request.withAlpha || !video.facts.hasAlpha
  const pad = isFlat ? picture : graph.link([picture], flattened(request.pixels))
  if (!request.withAudio || !video.facts.hasAudio) return { graph, video: pad }
  return { graph, video: pad, audio: await soundOf(video, window, walk) }
}

/** The filter graph of sound alone. */
export async function buildSoundGraph(
  value: AudioValue,
  request: Omit<EditGraphRequest, 'withAudio' | 'pixels'>,
): Promise<{ readonly graph: FilterGraph; readonly audio: Pad }> {
  const graph = new FilterGraph()
  const walk: Walk = { ...request, withAudio: true, pixels: 'yuv420p', graph }
  return { graph, audio: await soundValuePad(value, soundWalk(walk)) }
}

export function wholeOf({ frames }: VideoFacts): Window {
  return { start: 0, count: frames }
}

async function pictureOf(video: VideoValue, window: Window, walk: Walk): Promise<Pad> {
  const { source, facts } = video
  const { graph, filters, pixels } = walk
  if (source.kind !== 'edit')
    return picturePad(await leafOf(video, window, walk), { filters, pixels, isAlone: video === walk.whole })
  const step = stepOf(video, source, window)
  const inputs: Clip[] = []
  for (const { value, window: part } of step.inputs)
    inputs.push({ pad: await pictureOf(value, part, walk), facts: lasting(value.facts, part) })
  const pad = await step.edit.video({
    ...{ params: step.params, inputs, graph, filters, pixels, window: step.window },
    facts: lasting(facts, step.window),
    assetPath: (id) => walk.assetPath(id),
    font: (text, name) => walk.font(text, name),
    notesOfInput: (filter) => walk.notesOf(source.inputs[0] ?? video, filter),
  })
  return isWhole(window, step.window) ? pad : graph.link([pad], cut(window, facts))
}

async function soundOf(video: VideoValue, window: Window, walk: Walk): Promise<Pad> {
  const { source, facts } = video
  const { graph } = walk
  if (!facts.hasAudio) return silence(graph, secondsOf(window.count, facts.fps))
  if (source.kind !== 'edit') return soundPad(await leafOf(video, window, walk))
  const step = stepOf(video, source, window)
  const inputs: Clip[] = []
  for (const { value, window: part } of audible(step))
    inputs.push({ pad: await soundOf(value, part, walk), facts: lasting(value.facts, part) })
  const sounds: Pad[] = []
  for (const value of source.audio ?? []) sounds.push(await soundValuePad(value, soundWalk(walk)))
  const params = { params: step.params, inputs, sounds, graph, window: step.window }
  const pad = step.edit.audio?.({ ...params, facts: lasting(facts, step.window) }) ?? inputs[0]?.pad
  if (!pad) return silence(graph, secondsOf(window.count, facts.fps))
  return isWhole(window, step.window) ? pad : graph.link([pad], cutSound(window, facts))
}

/** Those whose sound is heard: ffmpeg refuses graphs with open ends. */
function audible({ edit, params, inputs }: ReturnType<typeof stepOf>) {
  if (!edit.audio) return inputs.slice(0, 1)
  return (edit.usesSound?.(params) ?? true) ? inputs : []
}

function soundWalk(walk: Walk): SoundWalk {
  return {
    graph: walk.graph,
    assetPath: (id) => walk.assetPath(id),
    soundOf: (video) => soundOf(video, wholeOf(video.facts), walk),
  }
}

type EditSource = Extract<VideoSource, { kind: 'edit' }>

/** What is asked of an edit: the window itself where it can look ahead, all its frames where it cannot. */
function stepOf({ facts }: VideoValue, source: EditSource, window: Window) {
  const edit = edits.get(source.op)
  if (!edit) throw new OperationalFailure('edit-unknown', { op: source.op })
  const params = edit.params.parse(source.params)
  const given = source.inputs.map((input) => input.facts)
  const parts = edit.windows?.({ params, facts, inputs: given, window })
  const all = parts ?? given.map(wholeOf)
  const inputs = source.inputs.flatMap((value, index) => {
    const part = all[index]
    return part ? [{ value, window: part }] : []
  })
  return { edit, params, inputs, window: parts ? window : wholeOf(facts) }
}

async function leafOf({ source, facts }: VideoValue, window: Window, walk: Walk): Promise<LeafRequest> {
  if (source.kind === 'edit') throw new OperationalFailure('edit-unknown', { op: source.op })
  return { leaf: await walk.leaf(source, facts), facts, window, graph: walk.graph }
}

function lasting(facts: VideoFacts, { count }: Window): VideoFacts {
  return { ...facts, frames: count }
}

function isWhole(wanted: Window, made: Window): boolean {
  return wanted.start === made.start && wanted.count === made.count
}

function cut({ start, count }: Window, { fps }: VideoFacts): string[] {
  return [`trim=start_frame=${start}:end_frame=${start + count}`, ...renumbered(fps)]
}

function cutSound({ start, count }: Window, { fps }: VideoFacts): string[] {
  return [`atrim=start=${secondsOf(start, fps)}:end=${secondsOf(start + count, fps)}`, 'asetpts=PTS-STARTPTS']
}
