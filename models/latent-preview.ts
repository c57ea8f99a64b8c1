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

/** Pictures of a preview are at most so wide and high. */
const longestSide = 256

interface VideoRange {
  /** What black and white are in the video. */
  readonly range: readonly [number, number]
  /** Frames in front to leave out. */
  readonly trim: number
}

/** The frames of [1, 3, T, H, W] as pictures, made smaller by a whole number where they are large. */
export function videoPictures({ dims, data: video }: Tensor, { range, trim }: VideoRange): LatentPictures {
  const { frames: all, height: rows, width: columns } = videoDims(dims)
  const frames = all - trim
  const stride = Math.ceil(Math.max(rows, columns) / longestSide)
  const [height, width] = [Math.floor(rows / stride), Math.floor(columns / stride)]
  const [black, white] = range
  const data = new Uint8Array(frames * height * width * 3)
  let at = 0
  for (let frame = trim; frame < all; frame += 1)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        for (let colour = 0; colour < 3; colour += 1) {
          const value = video[((colour * all + frame) * rows + y * stride) * columns + x * stride] ?? 0
          data[at] = toByte((2 * (value - black)) / (white - black) - 1)
          at += 1
        }
  return { width, height, frames, data }
}

/** −1..1 to 0..255 */
export function toByte(value: number): number {
  return Math.round(Math.min(Math.max((value + 1) * 127.5, 0), 255))
}
