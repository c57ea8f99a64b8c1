import { frameChanges, seamScores } from '../../models/seam-meter.ts'
import type { RunContext } from '../run-context.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { reversed } from '../video/reversed.ts'
import { changeFps, concatVideos, trimVideo } from '../video/video-edits.ts'
import type { Bridge } from './bridge.ts'

interface JoinRequest {
  readonly left: VideoValue
  readonly right: VideoValue
  /** The way from one to the other. */
  readonly made: Bridge
  readonly context: RunContext
}

/** A jump so many times the usual change of a frame is seen. */
const seenJump = 1.5
/** Frames: a dissolve of more is no softer, and they are held to be played backwards. */
const longestDissolve = 48

/**
 * Two clips and the way between them as one. Where the model did not get to the second clip in time, its way dissolves
 * into that clip, which is played backwards up to its own first frame: both go on moving, and no frame jumps.
 */
export async function joinBridge({ left, right, made, context }: JoinRequest): Promise<VideoValue> {
  const { video, fade, frames } = made
  const steady = atRateOf(right, left)
  const dissolve = (await jumpAt(video, fade + frames, context)) > seenJump ? dissolveOf(made, steady) : 0
  if (dissolve === 0) return concatVideos([left, video, right], { join: 'crossfade', frames: fade })
  const way = trimVideo(video, { start: 0, count: fade + frames })
  const mirror = await reversed(trimVideo(steady, { start: 1, count: dissolve }), context)
  const silent = { ...mirror, facts: { ...mirror.facts, hasAudio: false } }
  const led = concatVideos([silent, steady], { join: 'cut', frames: 0 })
  return concatVideos([left, way, led], { join: 'ease', frames: fade, lengths: [fade, dissolve] })
}

function atRateOf(right: VideoValue, { facts: { fps } }: VideoValue): VideoValue {
  const isSame = right.facts.fps.num * fps.den === fps.num * right.facts.fps.den
  return isSame ? right : changeFps(right, fps)
}

/** A still has nothing to play backwards. */
function dissolveOf({ frames }: Bridge, { facts }: VideoValue): number {
  return Math.min(frames, facts.frames - 1, longestDissolve)
}

async function jumpAt(video: VideoValue, frame: number, { media }: RunContext): Promise<number> {
  const changes = await frameChanges(media.readFrames(video))
  return seamScores(changes, [frame])[0]?.ratios.motion ?? 0
}
