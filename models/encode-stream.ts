import type { Family, ModelSessions } from './define-family.ts'
import { sliceFrames, videoDims } from './frame-axis.ts'
import { picturesToTensor, type RgbPicture } from './rgb-frames.ts'
import { tensor, type Tensor } from './tensor.ts'

/** Latent frames a piece brings, and those of the past it sees again: a causal encoder looks back a few groups. */
const perPiece = 16
const context = 4

/**
 * Encodes frames as they come, piece by piece, so that memory does not grow with the length of the video beyond its latent.
 * A later piece begins on the last frame of a group, which it reads as a picture of its own, and its context is dropped.
 * @param frames stride · n + 1 pictures
 * @throws RangeError when there are none
 */
export async function encodeStream(
  frames: AsyncIterable<RgbPicture>,
  family: Family,
  sessions: ModelSessions,
): Promise<Tensor> {
  const stride = family.frameStride(sessions.configs)
  const parts: Tensor[] = []
  let held: RgbPicture[] = []
  let past = 0
  const encode = async () => {
    const latent = await family.encodeVideo(picturesToTensor(held), sessions)
    parts.push(sliceFrames(latent, past, videoDims(latent.dims).frames - past))
  }
  for await (const frame of frames) {
    held.push(frame)
    const fresh = held.length - 1 - Math.max(0, past - 1) * stride
    if (fresh < perPiece * stride) continue
    await encode()
    held = held.slice(-(context * stride + 1))
    past = context + 1
  }
  if (held.length > (past === 0 ? 0 : context * stride + 1)) await encode()
  return joinFrames(parts)
}

/** Latents one after another in time. */
export function joinFrames(parts: readonly Tensor[]): Tensor {
  const [first, ...rest] = parts
  if (!first) throw new RangeError('There are no frames to encode.')
  if (rest.length === 0) return first
  const { batch, channels, height, width } = videoDims(first.dims)
  const counts = parts.map(({ dims }) => videoDims(dims).frames)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const joined = tensor([batch, channels, total, height, width])
  const size = height * width
  for (let plane = 0; plane < batch * channels; plane += 1) {
    let at = plane * total * size
    parts.forEach(({ data }, which) => {
      const length = (counts[which] ?? 0) * size
      joined.data.set(data.subarray(plane * length, (plane + 1) * length), at)
      at += length
    })
  }
  return joined
}
