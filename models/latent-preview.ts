import type { LatentToRgb } from './define-family.ts'
import { videoDims } from './frame-axis.ts'
import type { LatentPictures } from './latent-pictures.ts'
import type { Tensor } from './tensor.ts'

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

interface DecodedVideo {
  /** Whether frames come before channels. */
  readonly framesFirst: boolean
  /** What black and white are in the video. */
  readonly range: readonly [number, number]
  /** Frames in front to leave out. */
  readonly trim: number
}

/** The frames of [1, 3, T, H, W] or [1, T, 3, H, W] as pictures, made smaller by a whole number where they are large. */
export function videoPictures({ dims, data: video }: Tensor, given: DecodedVideo): LatentPictures {
  const { framesFirst, range, trim } = given
  const [, first = 0, second = 0, rows = 0, columns = 0] = dims
  const all = framesFirst ? first : second
  const frames = Math.max(0, all - trim)
  const shrink = Math.ceil(Math.max(rows, columns) / longestSide)
  const [height, width] = [Math.floor(rows / shrink), Math.floor(columns / shrink)]
  const [black, white] = range
  const data = new Uint8Array(frames * height * width * 3)
  let at = 0
  for (let frame = trim; frame < all; frame += 1)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        for (let colour = 0; colour < 3; colour += 1) {
          const plane = framesFirst ? frame * 3 + colour : colour * all + frame
          const value = video[(plane * rows + y * shrink) * columns + x * shrink] ?? 0
          data[at] = toByte((2 * (value - black)) / (white - black) - 1)
          at += 1
        }
  return { width, height, frames, data }
}

/** −1..1 to 0..255 */
export function toByte(value: number): number {
  return Math.round(Math.min(Math.max((value + 1) * 127.5, 0), 255))
}
