import { videoDims } from './frame-axis.ts'
import { toByte } from './latent-preview.ts'
import { tensor, type Tensor } from './tensor.ts'

/** One RGB8 picture: 3 · width · height bytes, rows from the top. */
export interface RgbPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/**
 * Pictures of one size as a video tensor [1, 3, T, H, W] in −1..1.
 * @throws RangeError for an empty list
 */
export function picturesToTensor(pictures: readonly RgbPicture[]): Tensor {
  const [first] = pictures
  if (!first) throw new RangeError('A video tensor needs at least one picture.')
  const size = first.width * first.height
  const video = tensor([1, 3, pictures.length, first.height, first.width])
  pictures.forEach(({ data }, frame) => {
    for (let colour = 0; colour < 3; colour += 1) {
      const start = (colour * pictures.length + frame) * size
      for (let at = 0; at < size; at += 1) video.data[start + at] = (data[at * 3 + colour] ?? 0) / 127.5 - 1
    }
  })
  return video
}

/** Each frame of [1, 3, T, H, W] in −1..1 as a picture. */
export function* tensorToPictures(video: Tensor): Generator<RgbPicture> {
  const { frames, height, width } = videoDims(video.dims)
  const size = height * width
  for (let frame = 0; frame < frames; frame += 1) {
    const data = new Uint8Array(size * 3)
    for (let colour = 0; colour < 3; colour += 1) {
      const start = (colour * frames + frame) * size
      for (let at = 0; at < size; at += 1) data[at * 3 + colour] = toByte(video.data[start + at] ?? 0)
    }
    yield { width, height, data }
  }
}
