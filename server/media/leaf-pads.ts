import { mixRate, type VideoFacts } from '../../workflows/asset.ts'
import type { FilterGraph, Pad } from './filter-graph.ts'
import { type Pixels, toPixels } from './pixels.ts'
import { rawInput } from './raw-frames.ts'
import { safeInput } from './run-ffprobe.ts'
import { atFps, renumbered, secondsOf } from './video-filters.ts'

/** A file at the end of a chain of edits. */
export interface Leaf {
  readonly path: string
  /**
   * `intermediate`: ours, lossless, one frame per packet; `raw`: the same without a codec. `picture`: held for ever.
   * `sequence`: one file per frame.
   */
  readonly kind: 'intermediate' | 'raw' | 'file' | 'picture' | 'sequence'
  /** A decoder ffmpeg would not choose by itself. */
  readonly decoder?: string
}

/** Frames of a clip, from 0. */
export interface Window {
  readonly start: number
  readonly count: number
}

export interface LeafRequest {
  readonly leaf: Leaf
  /** Of the whole file. */
  readonly facts: VideoFacts
  readonly window: Window
  readonly graph: FilterGraph
}

interface PixelRequest {
  readonly pixels: Pixels
  readonly filters: ReadonlySet<string>
  /** No edit follows: RGB need not be taken apart into planes for filters. */
  readonly isAlone: boolean
}

const smallPicture = 640 * 480
const fewFrames = 24

/**
 * The picture of a file from the window's first frame on. Exact: ffmpeg decodes from the key frame before and drops
 * what comes before the time asked for, which lies half a frame before the first one wanted.
 */
export function picturePad(request: LeafRequest, { pixels, filters, isAlone }: PixelRequest): Pad {
  const { leaf, facts, graph } = request
  const { seconds, timing } = seekOf(request)
  const decoder = leaf.decoder ? ['-c:v', leaf.decoder] : []
  const options = [
    ...inputOptions(leaf, facts),
    '-an',
    ...threadsFor(request),
    ...decoder,
    ...seekOptions(seconds),
  ]
  const index = graph.addInput({ source: leaf.path, options })
  const isPacked = isAlone && pixels === 'rgb' && isStoredAsRgb(request)
  const format = isPacked ? ['format=rgb24', 'setsar=1'] : toPixels(facts, pixels, filters)
  return graph.link([`[${index}:V:${facts.file?.place ?? 0}]`], [...timing, ...format])
}

/** Already 8-bit RGB, shown as it is stored: there is nothing to calculate. */
function isStoredAsRgb({ leaf, facts: { file, hasAlpha } }: LeafRequest): boolean {
  if (hasAlpha) return false
  return file
    ? file.isPlain && /^(rgb24|bgr24|rgb0|bgr0|0rgb|0bgr|gbrp)$/.test(file.pixelFormat)
    : leaf.kind === 'intermediate'
}

/** A decoder with several threads starts and ends slower than it decodes a few small frames. */
function threadsFor({ facts, window }: LeafRequest): readonly string[] {
  const { width, height } = facts
  return width * height <= smallPicture && window.count <= fewFrames ? ['-threads', '1'] : []
}

/** Sound exactly as long as the window; silence where there is none. The file is opened apart from its picture. */
export function soundPad({ leaf, facts, window, graph }: LeafRequest): Pad {
  const { hasAudio, fps, file } = facts
  const length = secondsOf(window.count, fps)
  if (!hasAudio) return silence(graph, length)
  const start = (file?.delay ?? 0) + (window.start * fps.den) / fps.num
  // Where a time cannot be found in the file, its start is read and dropped.
  const isSought = file?.isSeekable === true && window.start > 0
  const options = [...inputOptions(leaf, facts), '-vn', ...seekOptions(isSought ? start : 0)]
  const index = graph.addInput({ source: leaf.path, options })
  const dropped = isSought ? 0 : start
  const channels = file?.audio[0]?.channels ?? 2
  return graph.link([`[${index}:a:0]`], [...mixed({ channels, start: dropped }), ...exactly(length)])
}

interface Mixing {
  readonly channels: number
  /** Seconds that are left out. */
  readonly start?: number
}

/** Brings sound to the mix, its first sample at 0. One channel is as loud on both sides: ffmpeg takes 3 dB away. */
export function mixed({ channels, start = 0 }: Mixing): string[] {
  const cut = start > 1e-6 ? [`atrim=start=${start.toFixed(6)}`, 'asetpts=PTS-STARTPTS'] : []
  const both = channels === 1 ? ['pan=stereo|c0=c0|c1=c0'] : []
  return [`aresample=${mixRate}:async=1:first_pts=0`, ...both, mixFormat, ...cut]
}

/** Silence is added, or the end left out. */
export function exactly(seconds: string): string[] {
  return ['apad', `atrim=end=${seconds}`]
}

/** What all sound is brought to before it is worked on. */
const mixFormat = `aformat=sample_fmts=fltp:sample_rates=${mixRate}:channel_layouts=stereo`

export function silence(graph: FilterGraph, seconds: string): Pad {
  return graph.link([], [`anullsrc=r=${mixRate}:cl=stereo`, mixFormat, `atrim=end=${seconds}`])
}

/** Sound after a pause. `adelay` of ffmpeg 7.0 fills the pause with what lay in its memory. */
export function delayed(graph: FilterGraph, pad: Pad, samples: number): Pad {
  if (samples === 0) return pad
  const pause = graph.link([], [`anullsrc=r=${mixRate}:cl=stereo`, mixFormat, `atrim=end_sample=${samples}`])
  return graph.link([pause, pad], ['concat=n=2:v=0:a=1'])
}

function seekOptions(seconds: number): string[] {
  return seconds > 0 ? ['-ss', seconds.toFixed(6)] : []
}

function inputOptions({ kind }: Leaf, facts: VideoFacts): readonly string[] {
  const { fps } = facts
  switch (kind) {
    case 'raw':
      return rawInput(facts)
    case 'intermediate':
      return []
    case 'file':
      return safeInput
    case 'picture':
      return ['-f', 'image2', '-loop', '1', '-framerate', `${fps.num}/${fps.den}`]
    case 'sequence':
      return ['-f', 'image2', '-framerate', `${fps.num}/${fps.den}`, '-start_number', '0']
    default:
      return kind satisfies never
  }
}

interface Seek {
  /** From the start of the file; 0 to read from there. */
  readonly seconds: number
  /** Filters after which the window's frames are numbered from 0. */
  readonly timing: readonly string[]
}

function seekOf({ leaf, facts, window }: LeafRequest): Seek {
  const { fps, file } = facts
  const { start, count } = window
  const frameTime = fps.den / fps.num
  const fits = [`tpad=stop_mode=clone:stop=${heldFrames(fps.num / fps.den)}`, `trim=end_frame=${count}`]
  if (leaf.kind === 'picture') return { seconds: 0, timing: [...renumbered(fps), ...fits] }
  if (leaf.kind === 'sequence') {
    const skip = start > 0 ? [`trim=start_frame=${start}`, ...renumbered(fps)] : []
    return { seconds: 0, timing: [...renumbered(fps), ...skip, ...fits] }
  }
  if (leaf.kind === 'intermediate' || leaf.kind === 'raw')
    return { seconds: start > 0 ? (start - 0.5) * frameTime : 0, timing: [...renumbered(fps), ...fits] }
  const delay = file?.delay ?? 0
  if (!file?.isSeekable || start === 0) return { seconds: 0, timing: fromTheStart(facts, window) }
  if (file.longestFrame === undefined)
    return { seconds: delay + (start - 0.5) * frameTime, timing: [...renumbered(fps), ...fits] }
  const before = Math.max(0, (start - 1) * frameTime - file.longestFrame)
  return { seconds: before === 0 ? 0 : delay + before, timing: byTimes(facts, window, before) }
}

/** A steady clip has one frame per packet, so counting them is exact; of a varying one the times decide. */
function fromTheStart(facts: VideoFacts, window: Window): readonly string[] {
  const { fps, file } = facts
  const isSteady = file !== undefined && file.longestFrame === undefined
  if (!isSteady) return byTimes(facts, window, 0)
  const skip = window.start > 0 ? [`trim=start_frame=${window.start}`, ...renumbered(fps)] : []
  const held = heldFrames(fps.num / fps.den)
  const fits = [`tpad=stop_mode=clone:stop=${held}`, `trim=end_frame=${window.count}`]
  return [...renumbered(fps), ...skip, ...fits]
}

/** @param before seconds from the first frame at which reading starts */
function byTimes({ fps }: VideoFacts, { start, count }: Window, before: number): readonly string[] {
  const clock = before > 0 ? `setpts=PTS+${before.toFixed(6)}/TB` : 'setpts=PTS-STARTPTS'
  const steady = atFps({ frames: start + count, fps })
  if (start === 0) return [clock, ...steady]
  const held = heldFrames(fps.num / fps.den)
  const pad = `tpad=stop_mode=clone:stop=${held}`
  const rate = `fps=${fps.num}/${fps.den}`
  // Counted on from the first, as the held frames of an old build have the time of the last one.
  const counted = 'setpts=STARTPTS+N'
  return [clock, rate, pad, counted, `trim=start_pts=${start}:end_pts=${start + count}`, ...renumbered(fps)]
}

/** Decoders and `fps` filters of different versions disagree about the end: the last frame is held for a second. */
function heldFrames(rate: number): number {
  return Math.max(3, Math.ceil(rate))
}
