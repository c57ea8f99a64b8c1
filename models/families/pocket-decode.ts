import { decodeChunks } from '../causal-chunks.ts'
import type { ModelSessions } from '../define-family.ts'
import { sliceFrames, videoDims } from '../frame-axis.ts'
import { denormalise, normalise } from '../latent-statistics.ts'
import type { Tensor } from '../tensor.ts'
import { pocketConfig } from './pocket-config.ts'

/** 48 frames of 96×96: two seconds go through in one piece, and a minute in little more memory than ten seconds. */
const pixelsPerChunk = 48 * 96 * 96

/**
 * Latent frames seen again by each chunk. The decoder looks back 7: four in its blocks before the temporal
 * upsamplings, two between them, one after. With fewer the chunk's first context frame, read as a picture, shines through.
 */
const context = 7

export async function* pocketDecode(latent: Tensor, sessions: ModelSessions): AsyncGenerator<Tensor> {
  const { statistics, temporal, spatial } = pocketConfig(sessions.configs)
  const { frames: latentFrames, height, width } = videoDims(latent.dims)
  const pixelsPerLatent = temporal * height * width * spatial ** 2
  const perChunk = Math.max(8, Math.floor(pixelsPerChunk / pixelsPerLatent))
  for (const chunk of decodeChunks({ latentFrames, stride: temporal, perChunk, context })) {
    const decoder = await sessions.open('vae_decoder')
    const raw = denormalise(sliceFrames(latent, chunk.start, chunk.count), statistics)
    const { sample } = await decoder.run({ latent_sample: raw })
    if (!sample) throw new RangeError('The VAE decoder gave no output "sample".')
    yield sliceFrames(sample, chunk.dropFrames, videoDims(sample.dims).frames - chunk.dropFrames)
  }
}

export async function pocketEncode(frames: Tensor, sessions: ModelSessions): Promise<Tensor> {
  const encoder = await sessions.open('vae_encoder')
  const { latent_mean: latent } = await encoder.run({ sample: frames })
  if (!latent) throw new RangeError('The VAE encoder gave no output "latent_mean".')
  return normalise(latent, pocketConfig(sessions.configs).statistics)
}
