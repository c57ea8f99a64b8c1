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
 * into that clip over the whole gap; the clip is played backwards up to its own first frame, so that both go on moving.
 */
export async function joinBridge({ left, right, made, context }: JoinRequest): Promise<VideoValue> {
  const { video, fade, frames } = made
  const steady = atRateOf(right, left)
  const dissolve = (await jumpAt(video, fade + frames, context)) > seenJump ? dissolveOf(made, steady) : 0
  if (dissolve === 0) return concatVideos([left, video, right], { join: 'crossfade', frames: fade })
  const way = trimVideo(video, { start: 0, count: fade + frames })
  const led = concatVideos([...(await leadIn(steady, dissolve, context)), steady], { join: 'cut', frames: 0 })
  return concatVideos([left, way, led], { join: 'ease', frames: fade, lengths: [fade, dissolve] })
}

function atRateOf(right: VideoValue, { facts: { fps } }: VideoValue): VideoValue {
  const isSame = right.facts.fps.num * fps.den === fps.num * right.facts.fps.den
  return isSame ? right : changeFps(right, fps)
}

/** A still has nothing to play backwards. */
function dissolveOf({ frames }: Bridge, { facts }: VideoValue): number {
  return facts.frames > 1 ? Math.min(frames, longestDissolve) : 0
}

/** `count` frames that lead up to a clip's first one: the clip backwards, and to and fro where it is too short. */
async function leadIn(video: VideoValue, count: number, context: RunContext): Promise<readonly VideoValue[]> {
  const most = video.facts.frames - 1
  const passes: VideoValue[] = []
  for (let left = count; left > 0; left -= most) {
    const length = Math.min(left, most)
    const isBackwards = passes.length % 2 === 0
    const part = trimVideo(video, { start: isBackwards ? 1 : most - length, count: length })
    const pass = isBackwards ? await reversed(part, context) : part
    passes.unshift({ ...pass, facts: { ...pass.facts, hasAudio: false } })
  }
  return passes
}

async function jumpAt(video: VideoValue, frame: number, { media }: RunContext): Promise<number> {
  const changes = await frameChanges(media.readFrames(video))
  return seamScores(changes, [frame])[0]?.ratios.motion ?? 0
}
