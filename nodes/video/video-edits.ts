import type { Rational } from '../../workflows/asset.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { type ConcatParams, concatFacts, fpsFacts, scaleFacts } from './video-facts.ts'

/**
 * Edits only describe: nothing is decoded until a consumer pulls frames, and a chain of them is one ffmpeg
 * run. What each does to pixels lies in `server/media/edits/<op>.edit.ts`; what it does to facts, here.
 */
export interface ScaleParams {
  readonly width: number
  readonly height: number
  /** `cover` crops what does not fit, `contain` adds black bars, `stretch` distorts. */
  readonly fit: 'cover' | 'contain' | 'stretch'
  readonly flags: 'bicubic' | 'lanczos' | 'neighbor' | 'area'
}

export function scaleVideo(video: VideoValue, params: ScaleParams): VideoValue {
  return {
    source: { kind: 'edit', op: 'scale', params: { ...params }, inputs: [video] },
    facts: scaleFacts(video.facts, params),
  }
}

/** Drops or repeats frames so that the clip lasts as long at another rate. */
export function changeFps(video: VideoValue, fps: Rational): VideoValue {
  const params: Record<string, JsonValue> = { num: fps.num, den: fps.den }
  return { source: { kind: 'edit', op: 'fps', params, inputs: [video] }, facts: fpsFacts(video.facts, fps) }
}

/**
 * One clip after another, all brought to the first one's size (scaled to cover it, centre kept) and fps.
 * @throws RangeError for an empty list.
 */
export function concatVideos(videos: readonly VideoValue[], params: ConcatParams): VideoValue {
  const facts = concatFacts(
    videos.map((video) => video.facts),
    params,
  )
  return { source: { kind: 'edit', op: 'concat', params: { ...params }, inputs: videos }, facts }
}
