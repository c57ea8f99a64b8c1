import type { GivenVideo, KnownBeside, ModelSessions } from '../define-family.ts'
import { pasteFrames, sliceFrames, videoDims } from '../frame-axis.ts'
import { tensor } from '../tensor.ts'
import type { DiffusersModel } from './diffusers-config.ts'
import { encodeFrames } from './video-vae.ts'

/** The latent of the given first picture; zeros where the video is to be made. */
export async function cogBeside(
  { frames, given }: GivenVideo,
  sessions: ModelSessions,
  { statistics, temporal, spatial, channels }: DiffusersModel,
): Promise<KnownBeside> {
  const { frames: count, height, width } = videoDims(frames.dims)
  const beside = tensor([1, channels, (count - 1) / temporal + 1, height / spatial, width / spatial])
  if (given[0]) pasteFrames(beside, await encodeFrames(sliceFrames(frames, 0, 1), sessions, statistics), 0)
  return { channels: beside }
}
