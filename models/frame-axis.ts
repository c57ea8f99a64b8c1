import { tensor, type Tensor } from './tensor.ts'

/** The five sizes of a video tensor [B, C, T, H, W]. */
export interface VideoDims {
  readonly batch: number
  readonly channels: number
  readonly frames: number
  readonly height: number
  readonly width: number
}

/** @throws RangeError when the tensor is not [B, C, T, H, W]. */
export function videoDims(dims: readonly number[]): VideoDims {
  const [batch, channels, frames, height, width] = dims
  if (dims.length !== 5 || !batch || !channels || !frames || !height || !width) {
    throw new RangeError(`A video tensor has the shape [B, C, T, H, W], not [${dims.join(', ')}].`)
  }
  return { batch, channels, frames, height, width }
}

/** Frames `start` to `start + count` of [B, C, T, H, W] as a tensor of their own. */
export function sliceFrames(video: Tensor, start: number, count: number): Tensor {
  const { batch, channels, frames, height, width } = videoDims(video.dims)
  const size = height * width
  const slice = tensor([batch, channels, count, height, width])
  for (let plane = 0; plane < batch * channels; plane += 1) {
    const from = (plane * frames + start) * size
    slice.data.set(video.data.subarray(from, from + count * size), plane * count * size)
  }
  return slice
}

/** Writes `part` over the frames of `video` from `start` on, in place: the caller owns `video`. */
export function pasteFrames(video: Tensor, part: Tensor, start: number): void {
  const { batch, channels, frames, height, width } = videoDims(video.dims)
  const count = videoDims(part.dims).frames
  const size = height * width
  for (let plane = 0; plane < batch * channels; plane += 1) {
    const from = plane * count * size
    video.data.set(part.data.subarray(from, from + count * size), (plane * frames + start) * size)
  }
}

/** The channels of both, [1, C₁ + C₂, T, H, W]. */
export function joinChannels(first: Tensor, second: Tensor): Tensor {
  const { channels: more } = videoDims(second.dims)
  const { channels, frames, height, width } = videoDims(first.dims)
  const joined = tensor([1, channels + more, frames, height, width])
  joined.data.set(first.data)
  joined.data.set(second.data, first.data.length)
  return joined
}

/** [1, A, B, H, W] as [1, B, A, H, W]. */
export function swapFramesAndChannels(video: Tensor): Tensor {
  const [, first = 0, second = 0, height = 0, width = 0] = video.dims
  const size = height * width
  const swapped = tensor([1, second, first, height, width])
  for (let a = 0; a < first; a += 1) {
    for (let b = 0; b < second; b += 1) {
      const from = (a * second + b) * size
      swapped.data.set(video.data.subarray(from, from + size), (b * first + a) * size)
    }
  }
  return swapped
}

/** Entries of equal shape, each [1, …], as one batch [B, …]. */
export function stack(entries: readonly Tensor[]): Tensor {
  const [first] = entries
  if (!first) throw new RangeError('An empty batch cannot be made.')
  const batch = tensor([entries.length, ...first.dims.slice(1)])
  entries.forEach((entry, index) => batch.data.set(entry.data, index * first.data.length))
  return batch
}

/** A batch [B, …] as B entries [1, …]. */
export function unstack(batch: Tensor): readonly Tensor[] {
  const [count = 1, ...rest] = batch.dims
  const size = batch.data.length / count
  return Array.from({ length: count }, (_, index) =>
    tensor([1, ...rest], batch.data.slice(index * size, (index + 1) * size)),
  )
}
