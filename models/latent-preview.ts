import type { LatentToRgb } from './define-family.ts'
import { videoDims } from './frame-axis.ts'
import type { Tensor } from './tensor.ts'

/** Small RGB8 pictures, one after another: frames · height · width · 3 bytes. */
export interface LatentPictures {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly data: Uint8Array
}

/** Every latent frame as a picture of one pixel per latent place, by a linear map from channels to RGB. */
export function latentPictures(latent: Tensor, { weight, bias }: LatentToRgb): LatentPictures {
  const { channels, frames, height, width } = videoDims(latent.dims)
  const places = frames * height * width
  const data = new Uint8Array(places * 3)
  for (let colour = 0; colour < 3; colour += 1) {
    const sums = new Float32Array(places).fill(bias[colour] ?? 0)
    for (let channel = 0; channel < channels; channel += 1) {
      const factor = weight[channel]?.[colour] ?? 0
      const start = channel * places
      for (let at = 0; at < places; at += 1)
        sums[at] = (sums[at] ?? 0) + factor * (latent.data[start + at] ?? 0)
    }
    for (let at = 0; at < places; at += 1) data[at * 3 + colour] = toByte(sums[at] ?? 0)
  }
  return { width, height, frames, data }
}

/** −1..1 to 0..255 */
export function toByte(value: number): number {
  return Math.round(Math.min(Math.max((value + 1) * 127.5, 0), 255))
}
