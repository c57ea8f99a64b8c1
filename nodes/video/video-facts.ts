import { type Rational, type VideoFacts, videoFactsSchema } from '../../workflows/asset.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { PortFacts } from '../define-node.ts'

/** How clips meet: hard, or led over into each other during `frames` frames. */
export interface ConcatParams {
  readonly join: Join
  /** Length of each transition; ignored by a cut. */
  readonly frames: number
  /** Length of single transitions, by their place; the others have `frames`. */
  readonly lengths?: readonly number[]
  /** How clips of other sizes are brought to the first one's; `cover` when left out. */
  readonly fit?: 'cover' | 'contain' | 'stretch'
}

/** `cut`, `crossfade`, or a transition of ffmpeg's xfade with hyphens: `fade-black`, `wipe-left` … */
export type Join = string

/** As ffmpeg writes it. */
export function xfadeKind(join: Join): string {
  return join === 'crossfade' || join === 'cut' ? 'fade' : join.replaceAll('-', '')
}

/** Frames each two neighbours share. */
export function overlapsOf(clips: number, { join, frames, lengths = [] }: ConcatParams): readonly number[] {
  return Array.from({ length: Math.max(0, clips - 1) }, (_, index) =>
    join === 'cut' ? 0 : (lengths[index] ?? frames),
  )
}

/** The facts on a wire as those of a video; undefined when some are not known yet. */
export function videoFactsOf(facts: PortFacts | undefined): VideoFacts | undefined {
  return facts && videoFactsSchema.safeParse(facts).data
}

/** Video facts as they travel on a wire. */
export function portFactsOf(facts: VideoFacts): PortFacts {
  return { ...facts } satisfies Record<string, JsonValue>
}

/**
 * How many frames `frames` at `from` become at `to`, lasting as long, rounded half up and never none.
 * BigInt, because 30000/1001 times a long clip leaves the integers a double holds exactly.
 */
export function framesAtFps(frames: number, from: Rational, to: Rational): number {
  const over = BigInt(frames) * BigInt(from.den) * BigInt(to.num)
  const under = BigInt(from.num) * BigInt(to.den)
  return Math.max(1, Number((2n * over + under) / (2n * under)))
}

/**
 * Facts of the joined clips: size and fps are the first one's, each transition overlaps two clips.
 * @throws RangeError for an empty list; callers know better words for it.
 */
export function concatFacts(inputs: readonly VideoFacts[], params: ConcatParams): VideoFacts {
  const [first] = inputs
  if (!first) throw new RangeError('There is nothing to join.')
  const lengths = clipLengths(inputs, first.fps)
  const frames = sum(lengths) - sum(overlapsOf(inputs.length, params))
  const hasAudio = inputs.some((facts) => facts.hasAudio)
  const rest = opaqueFacts(first)
  const alpha = inputs.some(({ hasAlpha }) => hasAlpha) ? { hasAlpha: true } : {}
  return { ...rest, frames, hasAudio, ...alpha }
}

/** Of what cannot be seen through any more; what was true of a file alone is left out too. */
export function opaqueFacts(facts: VideoFacts): VideoFacts {
  const kept = { ...facts }
  delete kept.hasAlpha
  delete kept.file
  return kept
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Frames of the shortest clip at the first one's fps: no crossfade may be longer. */
export function longestCrossfade(inputs: readonly VideoFacts[]): number {
  const [first] = inputs
  return first ? Math.min(...clipLengths(inputs, first.fps)) : 0
}

function clipLengths(inputs: readonly VideoFacts[], fps: Rational): readonly number[] {
  return inputs.map((facts) => framesAtFps(facts.frames, facts.fps, fps))
}

/**
 * The size a 4:2:0 encoder takes: an odd row or column at the edge is cut off.
 * A single row or column is doubled instead, as nothing would be left of it.
 */
export function evenSize({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number
  readonly height: number
} {
  const even = (length: number) => Math.max(2, length - (length % 2))
  return { width: even(width), height: even(height) }
}

/** The largest size of the same shape whose sides are at most `longest`; never enlarged, never below 2. */
export function sizeWithin(
  { width, height }: { readonly width: number; readonly height: number },
  longest: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  const side = (length: number) => Math.max(2, Math.round((length * scale) / 2) * 2)
  return scale === 1 ? { width, height } : { width: side(width), height: side(height) }
}
