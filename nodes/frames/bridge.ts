import { framesWithin, nearestOnGrid } from '../../models/size-rules.ts'
import { tensor } from '../../models/tensor.ts'
import type { Rational } from '../../workflows/asset.ts'
import { decodeLatent } from '../decode/decode-latent.ts'
import type { CheckpointAccess, LoadedModel, RunContext } from '../run-context.ts'
import type { SamplingGiven } from '../sampling/sampling-inputs.ts'
import type { KnownFrames } from '../sockets/known-frames.socket.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { fillClip } from './fill-clip.ts'
import type { KeptParts } from './kept-parts.ts'
import { shareOf } from './part-of-work.ts'

/** New frames between two clips, before one or after one. */
export interface BridgeRequest {
  readonly given: SamplingGiven
  /** Clip the new frames follow, clip they lead to; at least one of them. */
  readonly left?: VideoValue | undefined
  readonly right?: VideoValue | undefined
  /** New frames that are wanted; the nearest number the model can make is taken. */
  readonly frames: number
  /** Frames of each clip the model sees. */
  readonly seen: number
  readonly guidance: number
  /** Below 1 the way between two clips begins as a crossfade of both and is changed that much. */
  readonly strength?: number
  /** For one of several bridges. */
  readonly kept?: KeptParts
  readonly context: RunContext
}

export interface Bridge {
  /** The new frames, with `fade` frames of each neighbour it fades into. */
  readonly video: VideoValue
  readonly fade: number
  /** Only the new ones. */
  readonly frames: number
}

/** Frames over which a clip fades into its own frames as the VAE sees them. */
const longestFade = 4

export async function makeBridge(request: BridgeRequest): Promise<Bridge> {
  const { given, left, right, guidance, strength, kept, context } = request
  const model = await context.models.get(given.model.modelId)
  const plan = planBridge(request, model)
  const { size, fps, before, after, total } = plan
  const { family, sessions } = model
  const room = tensor(family.latentShape({ ...size, frames: total }, sessions.configs))
  const sample = (checkpoint: CheckpointAccess) =>
    fillClip({
      ...{ given, model, guidance, strength, backwards: !left },
      latent: { tensor: room, familyId: family.id, fps },
      known: [...(left ? [endOf(left, before)] : []), ...(right ? [beginningOf(right, after)] : [])],
      context: { ...shareOf(context, 0, 2), checkpoint },
    })
  const make = async (checkpoint: CheckpointAccess) => (await sample(checkpoint)).tensor
  const made = await (kept ? kept({ dims: room.dims, make }) : make(context.checkpoint))
  const latent = { tensor: made, familyId: family.id, fps }
  const fade = Math.min(longestFade, ...(left ? [before] : []), ...(right ? [fadeInto(right, after)] : []))
  const start = left ? before - fade : 0
  const count = total - start - (right ? after - fade : 0)
  const video = await decodeLatent({ model, latent, keep: { start, count }, context: shareOf(context, 1, 2) })
  return { video, fade, frames: total - before - after }
}

/** Frames of a clip a bridge can fade into: those it was shown, one of a still. */
function fadeInto({ facts }: VideoValue, after: number): number {
  return facts.frames < after ? 1 : after
}

interface BridgePlan {
  readonly size: { readonly width: number; readonly height: number }
  readonly fps: Rational
  /** Frames of the left clip, of the right one, and of all together. */
  readonly before: number
  readonly after: number
  readonly total: number
}

/**
 * How a bridge lies on the model's frame rule: the end of the left clip is stride · n + 1 frames, the beginning of the
 * right one whole groups, and so is what lies between.
 */
export function planBridge(
  { left, right, frames, seen }: Pick<BridgeRequest, 'left' | 'right' | 'frames' | 'seen'>,
  {
    family,
    sessions,
  }: Pick<LoadedModel, 'family'> & { readonly sessions: Pick<LoadedModel['sessions'], 'configs'> },
): BridgePlan {
  const stride = family.frameStride(sessions.configs)
  const grid = family.sizeGrid(sessions.configs)
  const facts = (left ?? right)?.facts
  if (!facts) throw new RangeError('A bridge needs a clip on one side at least.')
  const before = left ? framesWithin(Math.min(seen, left.facts.frames), stride) : 0
  // A clip shorter than a group of frames is led to by its first frame, held still for a group.
  const after = right ? Math.max(1, Math.floor(Math.min(seen, right.facts.frames) / stride)) * stride : 0
  const gap = Math.max(1, Math.round(frames / stride)) * stride
  return {
    size: { width: nearestOnGrid(facts.width, grid), height: nearestOnGrid(facts.height, grid) },
    fps: facts.fps,
    ...{ before, after },
    // Without a left clip the first new frame is the one that has a latent of its own.
    total: left ? before + gap + after : gap + 1 + after,
  }
}

/** The last `count` frames of a clip, at the beginning of the new one. */
function endOf(video: VideoValue, count: number): KnownFrames {
  return { content: { kind: 'video', video, start: video.facts.frames - count, count }, at: 0 }
}

/** The first `count` frames of a clip, at the end of the new one. */
function beginningOf(video: VideoValue, count: number): KnownFrames {
  const shown = video.facts.frames < count ? 1 : count
  return { content: { kind: 'video', video, start: 0, count: shown }, at: 'end' }
}
