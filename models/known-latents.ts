import type { FrameSpan } from './context-windows.ts'
import type { KnownLatents } from './define-family.ts'
import { pasteFrames, sliceFrames, videoDims } from './frame-axis.ts'
import { tensor, type Tensor } from './tensor.ts'

/** What to read, encode and cut so that given frames become latents at their place. */
export interface KnownPlacement {
  /** Frames of the given clip to read. */
  readonly start: number
  readonly count: number
  /** How often the first of them is put in front once more before encoding. */
  readonly repeatFirst: number
  /** Latents to drop at the front after encoding. */
  readonly dropLatents: number
  /** Latent frame the rest lies at, and how many there are. */
  readonly latentAt: number
  readonly latentCount: number
  /** A still picture in place of a group of moving frames. */
  readonly soft: boolean
}

export interface PlaceRequest {
  /** Frames that are given; 1 for a picture. */
  readonly length: number
  /** First frame they cover, or `end` for the last ones. */
  readonly at: number | 'end'
  /** Frames of the video to be made, stride · n + 1. */
  readonly total: number
  readonly stride: number
}

/**
 * A causal video VAE makes a latent of its own from frame 0 and one from each group of `stride` frames after it,
 * so a clip elsewhere is encoded with its first frame doubled and its first latent dropped (train-recipe 4.4).
 * @returns undefined when the frames do not fit
 */
export function placeKnown({ length, at, total, stride }: PlaceRequest): KnownPlacement | undefined {
  if (length < 1 || (at !== 'end' && (at < 0 || at >= total))) return undefined
  if (at === 0 || (at === 'end' && total === 1)) return prefix(Math.min(length, total), stride)
  if (length === 1) return still(at === 'end' ? total - 1 : at, stride)
  return groups({ length, at, total, stride })
}

/** The last stride · n + 1 frames of the given clip, at the beginning of the new one. */
function prefix(length: number, stride: number): KnownPlacement {
  const more = Math.floor((length - 1) / stride)
  const count = more * stride + 1
  return {
    ...{ start: length - count, count, repeatFirst: 0, dropLatents: 0 },
    ...{ latentAt: 0, latentCount: more + 1, soft: false },
  }
}

function still(frame: number, stride: number): KnownPlacement {
  return {
    ...{ start: 0, count: 1, repeatFirst: stride, dropLatents: 1 },
    ...{ latentAt: Math.ceil(frame / stride), latentCount: 1, soft: true },
  }
}

function groups({ length, at, total, stride }: PlaceRequest): KnownPlacement | undefined {
  const first = at === 'end' ? total - Math.min(length, total - 1) : at
  // Whole groups only: group g covers the frames stride · (g − 1) + 1 to stride · g.
  const firstGroup = Math.ceil((first - 1) / stride) + 1
  const lastGroup = Math.floor((Math.min(first + length, total) - 1) / stride)
  if (lastGroup < firstGroup) return undefined
  const latentCount = lastGroup - firstGroup + 1
  return {
    ...{ start: stride * (firstGroup - 1) + 1 - first, count: stride * latentCount },
    ...{ repeatFirst: 1, dropLatents: 1, latentAt: firstGroup, latentCount, soft: false },
  }
}

/** The sample with the given latents written over their places; soft ones stay free. */
export function withKnown(sample: Tensor, known: readonly KnownLatents[]): Tensor {
  const exact = known.filter(({ soft }) => !soft)
  if (exact.length === 0) return sample
  const written = tensor(sample.dims, sample.data.slice())
  for (const { latent, at } of exact) pasteFrames(written, latent, at)
  return written
}

/** The known frames that lie in a window, at their places in it; a window may go on past the end at the beginning. */
export function knownWithin(
  known: readonly KnownLatents[],
  { start, count }: FrameSpan,
  total: number,
): readonly KnownLatents[] {
  if (start === 0 && count === total) return known
  return known.flatMap((part) => {
    const { frames } = videoDims(part.latent.dims)
    const places = Array.from({ length: frames }, (_, frame) => (part.at + frame - start + total) % total)
    return places.flatMap((at, frame) =>
      at < count ? [{ ...part, at, latent: sliceFrames(part.latent, frame, 1) }] : [],
    )
  })
}

/** Latent frame that is claimed twice, if any. */
export function overlappingLatent(known: readonly KnownLatents[]): number | undefined {
  const claimed = new Set<number>()
  for (const { latent, at } of known) {
    for (let frame = at; frame < at + videoDims(latent.dims).frames; frame += 1) {
      if (claimed.has(frame)) return frame
      claimed.add(frame)
    }
  }
  return undefined
}
