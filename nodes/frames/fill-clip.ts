import type { FrameSpan } from '../../models/context-windows.ts'
import type { Conditioning, KnownLatents } from '../../models/define-family.ts'
import { fillOrder } from '../../models/fill-order.ts'
import { pasteFrames, sliceFrames, videoDims } from '../../models/frame-axis.ts'
import { knownWithin } from '../../models/known-latents.ts'
import { anchored, channelLook, type ChannelLook } from '../../models/latent-anchor.ts'
import { morphedBetween } from '../../models/morph-latents.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'
import type { CheckpointAccess, LoadedModel, RunContext } from '../run-context.ts'
import { givenFrames } from '../sampling/known-inputs.ts'
import { sampleClip } from '../sampling/sample-clip.ts'
import type { SamplingGiven } from '../sampling/sampling-inputs.ts'
import type { KnownFrames } from '../sockets/known-frames.socket.ts'
import type { Latent } from '../sockets/latent.socket.ts'
import { keptParts } from './kept-parts.ts'
import { shareOf } from './part-of-work.ts'

export interface FillRequest {
  readonly given: SamplingGiven
  readonly model: LoadedModel
  /** Shape and pace of the clip; its numbers do not matter. */
  readonly latent: Latent
  readonly known: readonly KnownFrames[]
  readonly guidance: number
  /** Below 1 what lies between known frames begins as a crossfade of them and is changed that much. */
  readonly strength?: number
  readonly backwards?: boolean
  readonly context: RunContext
}

/** How far the colours of later pieces are brought to those of the first one. */
const anchorStrength = 0.25

/** Latent frames of what is there already that a further piece sees. */
const overlap = 2

/**
 * A clip around known frames, as long as wanted: in one piece when the model can make it at once or has context windows,
 * else piece after piece. The pieces are joined as latents, so that the decoder meets no seam.
 */
export async function fillClip(request: FillRequest): Promise<Latent> {
  const { given, model, latent, known, guidance, strength = 1, context } = request
  const { frames } = videoDims(latent.tensor.dims)
  const length = given.model.windows ? frames : pieceLength(model)
  const isBeside = model.family.knownFrames(model.sessions.configs) === 'concat'
  if ((length >= frames && strength >= 1) || isBeside)
    return sampleClip(given, { latent, known, guidance, context })
  const { latents: all } = await givenFrames({ known, latent, model, context })
  const start = strength < 1 ? { ...latent, tensor: morphedBetween(latent.tensor.dims, all) } : latent
  if (length >= frames)
    return sampleClip(given, { latent: start, knownLatents: all, guidance, strength, context })
  return fillPieces({ ...request, latent: start }, all, length)
}

/** Latent frames the model was made for; all at once when its folder does not say. */
function pieceLength({ manifest, family, sessions }: LoadedModel): number {
  const { frames } = manifest.defaults
  if (frames === undefined) return Infinity
  return Math.max(overlap + 1, Math.ceil((frames - 1) / family.frameStride(sessions.configs)) + 1)
}

async function fillPieces(
  { given, latent, guidance, strength = 1, backwards = false, context }: FillRequest,
  known: readonly KnownLatents[],
  length: number,
): Promise<Latent> {
  const total = videoDims(latent.tensor.dims).frames
  let state = begin(latent, known)
  const pieces = fillOrder({ given: state.filled, length, overlap, backwards })
  const kept = await keptParts(context.checkpoint)
  for (const [index, span] of pieces.entries()) {
    const before = state
    const room = sliceFrames(latent.tensor, span.start, span.count)
    const make = async (checkpoint: CheckpointAccess) => {
      const { tensor: made } = await sampleClip(pieceOf(given, { index, span, total }), {
        latent: { ...latent, tensor: room },
        knownLatents: [...knownWithin(known.filter(isLoose), span, total), ...runsOf(before, span)],
        ...{ guidance, strength, isInside: span.start > 0 },
        context: { ...shareOf(context, index, pieces.length), checkpoint },
      })
      return made
    }
    state = withPiece(state, await kept({ dims: room.dims, make }), span)
  }
  return { ...latent, tensor: state.clip }
}

/** A long clip between two of its pieces. */
interface FillState {
  /** [1, C, T, H, W], zeros where nothing is yet. */
  readonly clip: Tensor
  /** For each latent frame whether it is there. */
  readonly filled: readonly boolean[]
  /** Colours of the first new frames. */
  readonly look: ChannelLook | undefined
}

function begin({ tensor: { dims } }: Latent, known: readonly KnownLatents[]): FillState {
  const clip = tensor(dims)
  const filled = Array<boolean>(videoDims(dims).frames).fill(false)
  for (const part of known.filter((each) => !isLoose(each))) {
    pasteFrames(clip, part.latent, part.at)
    filled.fill(true, part.at, part.at + videoDims(part.latent.dims).frames)
  }
  return { clip, filled, look: undefined }
}

/** Soft and weak frames steer the model, but are not part of the clip yet. */
function isLoose({ soft, until }: KnownLatents): boolean {
  return soft === true || until !== undefined
}

/** The clip with the new frames of a piece, in the colours of the first ones made. */
function withPiece(state: FillState, made: Tensor, span: FrameSpan): FillState {
  const clip = tensor(state.clip.dims, state.clip.data.slice())
  const filled = [...state.filled]
  let { look } = state
  for (const run of runs(state.filled, span)) {
    const fresh = sliceFrames(made, run.start - span.start, run.count)
    const options = { strength: anchorStrength, rampIn: 1, rampOut: 1 }
    pasteFrames(clip, look ? anchored(fresh, look, options) : fresh, run.start)
    filled.fill(true, run.start, run.start + run.count)
    look ??= channelLook(fresh)
  }
  return { clip, filled, look }
}

/** The given and made frames within a piece, as known latents of it. */
function runsOf({ clip, filled }: FillState, span: FrameSpan): readonly KnownLatents[] {
  const empty = filled.map((is) => !is)
  return runs(empty, span).map(({ start, count }) => ({
    latent: sliceFrames(clip, start, count),
    at: start - span.start,
  }))
}

/** Stretches of false within a span. */
function runs(flags: readonly boolean[], { start, count }: FrameSpan): readonly FrameSpan[] {
  const found: { start: number; count: number }[] = []
  for (let at = start; at < start + count; at += 1) {
    if (flags[at] !== false) continue
    const last = found.at(-1)
    if (last && last.start + last.count === at) last.count += 1
    else found.push({ start: at, count: 1 })
  }
  return found
}

interface Piece {
  readonly index: number
  readonly span: FrameSpan
  readonly total: number
}

/** Each piece has noise of its own, and hears what the prompts say of its part of the video. */
function pieceOf(given: SamplingGiven, { index, span, total }: Piece): SamplingGiven {
  const { seed, ...noise } = given.noise
  const within = (prompts: readonly Conditioning[]) =>
    prompts.map((prompt) => promptWithin(prompt, span, total))
  return {
    ...given,
    noise: { ...noise, seed: seed + index },
    positive: within(given.positive),
    negative: given.negative && within(given.negative),
  }
}

function promptWithin(prompt: Conditioning, { start, count }: FrameSpan, total: number): Conditioning {
  if (!prompt.span) return prompt
  const inside = (at: number) => (at * total - start) / count
  const { span } = prompt
  return {
    ...prompt,
    span: { start: inside(span.start), end: inside(span.end), fade: (span.fade * total) / count },
  }
}
