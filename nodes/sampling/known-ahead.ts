import { placeKnown } from '../../models/known-latents.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { PortFacts } from '../define-node.ts'
import type { ModelAhead } from '../latent/model-ahead.ts'
import { problem } from '../problem.ts'
import type { KnownFrames } from '../sockets/known-frames.socket.ts'

interface KnownAhead {
  readonly place: KnownFrames['at']
  /** Frames; undefined when it is not known before the run. */
  readonly length: number | undefined
}

/** Known frames as they travel on a wire, with one more. */
export function withKnownAhead(known: PortFacts | undefined, { place, length }: KnownAhead): PortFacts {
  const before = knownAhead(known)
  return {
    places: [...before.map((each) => each.place), place],
    lengths: [...before.map((each) => each.length ?? null), length ?? null],
  }
}

/** A warning at known frames that are let go before the first step. */
export function strengthProblems(strength: number | undefined): readonly Problem[] {
  return strength === 0 ? [problem('known-strength-zero', {}, { port: 'strength', level: 'warning' })] : []
}

function knownAhead(known: PortFacts | undefined): readonly KnownAhead[] {
  const places = Array.isArray(known?.places) ? (known.places as readonly KnownFrames['at'][]) : []
  const lengths = Array.isArray(known?.lengths) ? (known.lengths as readonly (number | null)[]) : []
  return places.map((place, index) => ({ place, length: lengths[index] ?? undefined }))
}

/** Known frames past the end of a video of `frames`, and those that claim a place another one has. */
export function knownProblems(
  frames: number,
  { family, configs }: ModelAhead,
  known: PortFacts | undefined,
): readonly Problem[] {
  const list = knownAhead(known)
  if (list.length === 0) return []
  if (family.knownFrames(configs) === 'none') return [problem('known-not-supported', {}, { port: 'known' })]
  const stride = family.frameStride(configs)
  const claimed = new Set<number>()
  return list.flatMap(({ place: at, length }) => {
    const placement = placeKnown({ length: length ?? 1, at, total: frames, stride })
    if (!placement) return [problem('known-past-end', { at, frames }, { port: 'known' })]
    if (length === undefined) return []
    const cut = cutProblems({ at, length, frames })
    const { latentAt, latentCount } = placement
    const places = Array.from({ length: latentCount }, (_, index) => latentAt + index)
    const isTaken = places.some((place) => claimed.has(place))
    for (const place of places) claimed.add(place)
    return isTaken ? [problem('known-overlap', { at }, { port: 'known' })] : cut
  })
}

interface Stretch {
  readonly at: KnownFrames['at']
  readonly length: number
  readonly frames: number
}

/** A clip that begins within the video and is longer than what is left of it. */
function cutProblems({ at, length, frames }: Stretch): readonly Problem[] {
  const count = (at === 'end' ? 0 : at) + length - frames
  return count > 0 ? [problem('known-cut', { count, length, at }, { port: 'known', level: 'warning' })] : []
}
