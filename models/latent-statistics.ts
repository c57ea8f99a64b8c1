import { videoDims } from './frame-axis.ts'
import { tensor, type Tensor } from './tensor.ts'

/** Mean and deviation of each latent channel, from a VAE's config. */
export interface LatentStatistics {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** Raw latents of the encoder to mean 0 and deviation 1. */
export function normalise(latent: Tensor, { mean, deviation }: LatentStatistics): Tensor {
  return perChannel(latent, (value, channel) => (value - (mean[channel] ?? 0)) / (deviation[channel] ?? 1))
}

/** Normalised latents back to what the decoder takes. */
export function denormalise(latent: Tensor, { mean, deviation }: LatentStatistics): Tensor {
  return perChannel(latent, (value, channel) => value * (deviation[channel] ?? 1) + (mean[channel] ?? 0))
}

function perChannel(latent: Tensor, make: (value: number, channel: number) => number): Tensor {
  const { channels, frames, height, width } = videoDims(latent.dims)
  const size = frames * height * width
  return tensor(
    latent.dims,
    latent.data.map((value, index) => make(value, Math.floor(index / size) % channels)),
  )
}
