import type { GivenVideo, KnownBeside, ModelSessions } from '../define-family.ts'
import { joinChannels, sliceFrames, videoDims } from '../frame-axis.ts'
import { pictureForEncoder } from '../picture-for-encoder.ts'
import { runPart } from '../run-part.ts'
import { tensor, type Tensor } from '../tensor.ts'
import type { DiffusersModel } from './diffusers-config.ts'
import { encodeFrames } from './video-vae.ts'

/** Image-to-video transformers take mask and picture channels behind those of the sample. */
export function seesBeside({ transformer, channels }: DiffusersModel): boolean {
  return (transformer.in_channels ?? channels) > channels
}

/** The mask folded four frames a latent frame, the latent of the given frames in grey, and the first picture’s tokens. */
export async function wanBeside(
  { frames, given }: GivenVideo,
  sessions: ModelSessions,
  { statistics, temporal }: DiffusersModel,
): Promise<KnownBeside> {
  const latent = await encodeFrames(frames, sessions, statistics)
  const channels = joinChannels(foldedMask(given, latent.dims, temporal), latent)
  if (!sessions.has('image_encoder')) return { channels }
  const first = sliceFrames(frames, Math.max(0, given.indexOf(true)), 1)
  const imageTokens = await runPart(sessions, 'image_encoder', { pixel_values: pictureForEncoder(first) })
  return { channels, imageTokens }
}

/**
 * [1, stride, T, H, W]: channel c of latent frame t is 1 where frame stride · (t − 1) + c + 1 is given; the first
 * frame counts for all its channels (diffusers, pipeline_wan_i2v).
 */
export function foldedMask(given: readonly boolean[], latentDims: readonly number[], stride: number): Tensor {
  const { frames, height, width } = videoDims(latentDims)
  const mask = tensor([1, stride, frames, height, width])
  for (let channel = 0; channel < stride; channel += 1) {
    for (let t = 0; t < frames; t += 1) {
      const frame = t === 0 ? 0 : stride * (t - 1) + channel + 1
      const start = (channel * frames + t) * height * width
      if (given[frame]) mask.data.fill(1, start, start + height * width)
    }
  }
  return mask
}
