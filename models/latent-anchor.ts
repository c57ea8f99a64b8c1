import { videoDims } from './frame-axis.ts'
import { tensor, type Tensor } from './tensor.ts'

/** Mean and deviation of each channel over a stretch of latent frames. */
export interface ChannelLook {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

export function channelLook({ dims, data }: Tensor): ChannelLook {
  const { channels } = videoDims(dims)
  const size = data.length / channels
  const planes = Array.from({ length: channels }, (_, channel) =>
    data.subarray(channel * size, (channel + 1) * size),
  )
  const mean = planes.map((plane) => plane.reduce((sum, value) => sum + value, 0) / size)
  const deviation = planes.map((plane, channel) => {
    const centre = mean[channel] ?? 0
    return Math.sqrt(plane.reduce((sum, value) => sum + (value - centre) ** 2, 0) / size) + 1e-6
  })
  return { mean, deviation }
}

export interface AnchorOptions {
  /** 0 leaves all as it is, 1 takes the look over completely (AdaIN, as LTX's long videos do with 0.25). */
  readonly strength: number
  /** Frames of the beginning, and of the end, over which it sets in, so that neighbours are met without a jump. */
  readonly rampIn: number
  readonly rampOut: number
}

/** Brings each channel towards the look of an earlier part, against colours that drift from chunk to chunk. */
export function anchored(
  latent: Tensor,
  look: ChannelLook,
  { strength, rampIn, rampOut }: AnchorOptions,
): Tensor {
  const own = channelLook(latent)
  const { channels, frames, height, width } = videoDims(latent.dims)
  const size = height * width
  const result = tensor(latent.dims, latent.data.slice())
  for (let channel = 0; channel < channels; channel += 1) {
    const scale = (look.deviation[channel] ?? 1) / (own.deviation[channel] ?? 1)
    for (let frame = 0; frame < frames; frame += 1) {
      const ramp = Math.min(1, (frame + 1) / (rampIn + 1), (frames - frame) / (rampOut + 1))
      const start = (channel * frames + frame) * size
      for (let at = start; at < start + size; at += 1) {
        const value = latent.data[at] ?? 0
        const wanted = (value - (own.mean[channel] ?? 0)) * scale + (look.mean[channel] ?? 0)
        result.data[at] = value + strength * ramp * (wanted - value)
      }
    }
  }
  return result
}
