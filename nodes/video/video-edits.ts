import { type Rational, reducedRational, type VideoFacts } from '../../workflows/asset.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { AudioValue } from '../sockets/media-source.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import {
  concatFacts,
  type ConcatParams,
  framesAtFps,
  opaqueFacts,
  overlapsOf,
  xfadeKind,
} from './video-facts.ts'

interface EditDescription {
  readonly op: string
  readonly inputs: readonly VideoValue[]
  readonly params?: Readonly<Record<string, JsonValue>>
  readonly audio?: readonly AudioValue[]
  readonly facts: VideoFacts
}

/**
 * Edits only describe: nothing is decoded until a consumer pulls frames, and a chain of them is one ffmpeg
 * run. What each does to pixels lies in `server/media/edits/<op>.edit.ts`; what it does to facts, here and in the
 * nodes. What was known of the file is forgotten: it is not true of the result.
 */
export function editedVideo({ op, inputs, params = {}, audio, facts }: EditDescription): VideoValue {
  const kept = { ...facts }
  delete kept.file
  return { source: { kind: 'edit', op, params, inputs, ...(audio && { audio }) }, facts: kept }
}

/** How frames between frames come about: shown again, mixed, or moved along with what moves. */
export type RateMethod = 'repeat' | 'blend' | 'motion'

export interface ScaleParams {
  readonly width: number
  readonly height: number
  /** `cover` crops what does not fit, `contain` adds black bars, `stretch` distorts. */
  readonly fit: 'cover' | 'contain' | 'stretch'
  readonly flags: 'bicubic' | 'lanczos' | 'neighbor' | 'area'
}

export function scaleVideo(video: VideoValue, params: ScaleParams): VideoValue {
  const { width, height } = params
  return editedVideo({
    op: 'scale',
    inputs: [video],
    params: { ...params },
    facts: { ...video.facts, width, height },
  })
}

/** Another frame rate; the clip lasts as long as before. */
export function changeFps(video: VideoValue, fps: Rational, method: RateMethod = 'repeat'): VideoValue {
  const frames = framesAtFps(video.facts.frames, video.facts.fps, fps)
  const facts = { ...opaqueBy(method, video.facts), fps, frames }
  return editedVideo({ op: 'fps', inputs: [video], params: { ...fps, method }, facts })
}

/** Faster (factor above 1) or slower at the same frame rate. */
export function changeSpeed(video: VideoValue, factor: number, method: RateMethod): VideoValue {
  const frames = Math.max(1, Math.round(video.facts.frames / factor))
  const facts = { ...opaqueBy(method, video.facts), frames }
  return editedVideo({ op: 'speed', inputs: [video], params: { factor, method }, facts })
}

/** Frames that were never there have no transparency. */
function opaqueBy(method: RateMethod, facts: VideoFacts): VideoFacts {
  return method === 'repeat' ? facts : opaqueFacts(facts)
}

/** `count` frames from `start` on. @throws RangeError outside of the clip. */
export function trimVideo(video: VideoValue, { start, count }: { start: number; count: number }): VideoValue {
  const { frames } = video.facts
  if (start === 0 && count === frames) return video
  if (start < 0 || count < 1 || start + count > frames)
    throw new RangeError(`Frames ${start} to ${start + count} lie outside a video of ${frames}.`)
  return editedVideo({
    op: 'trim',
    inputs: [video],
    params: { start, count },
    facts: { ...video.facts, frames: count },
  })
}

/** One frame of every n; it lasts as long as before. */
export function everyNth(video: VideoValue, nth: number): VideoValue {
  if (nth === 1) return video
  const { fps, frames } = video.facts
  const slower = reducedRational({ num: fps.num, den: fps.den * nth })
  const facts = { ...video.facts, fps: slower, frames: Math.ceil(frames / nth) }
  return editedVideo({ op: 'every', inputs: [video], params: { nth }, facts })
}

/**
 * One clip after another, all brought to the first one's size and fps.
 * @throws RangeError for an empty list.
 */
export function concatVideos(videos: readonly VideoValue[], params: ConcatParams): VideoValue {
  const facts = concatFacts(
    videos.map((video) => video.facts),
    params,
  )
  const overlaps = overlapsOf(videos.length, params)
  const { fit = 'cover', join } = params
  return editedVideo({
    op: 'concat',
    inputs: videos,
    params: { transition: xfadeKind(join), overlaps: [...overlaps], fit },
    facts,
  })
}
