import { videoDims } from '../../models/frame-axis.ts'
import type { Tensor } from '../../models/tensor.ts'

/** Videos are [1, 3, T, H, W] in −1..1; decibels and gradients are those of 0..1. */
const range = 2

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

/** Peak signal to noise ratio in decibels; inside `coverage` [1, 1, T, H, W] alone, when it is given. */
export function psnr(found: Tensor, wanted: Tensor, coverage?: Tensor): number {
  let [sum, count] = [0, 0]
  const plane = coverage?.data.length ?? 0
  for (let index = 0; index < wanted.data.length; index += 1) {
    if (coverage && coverage.data[index % plane] !== 1) continue
    const error = (clamp(found.data[index]) - clamp(wanted.data[index])) / range
    sum += error * error
    count += 1
  }
  return -10 * Math.log10(Math.max(sum / count, 1e-12))
}

/** Mean absolute difference of neighbouring pixels. */
export function sharpness(video: Tensor): number {
  const { height, width } = videoDims(video.dims)
  const across = meanStep(video, 1, (index) => (index + 1) % width !== 0)
  const down = meanStep(video, width, (index) => Math.floor(index / width) % height !== height - 1)
  return (across + down) / 2
}

function meanStep({ data }: Tensor, stride: number, counts: (index: number) => boolean): number {
  let [sum, count] = [0, 0]
  for (let index = 0; index + stride < data.length; index += 1) {
    if (!counts(index)) continue
    sum += Math.abs(clamp(data[index + stride]) - clamp(data[index])) / range
    count += 1
  }
  return sum / count
}

/** Mean absolute difference of each frame to the next one. */
export function changes(video: Tensor): readonly number[] {
  const { channels, frames, height, width } = videoDims(video.dims)
  const size = height * width
  return Array.from({ length: frames - 1 }, (_, frame) => {
    let sum = 0
    for (let channel = 0; channel < channels; channel += 1) {
      const at = (channel * frames + frame) * size
      for (let pixel = at; pixel < at + size; pixel += 1)
        sum += Math.abs(clamp(video.data[pixel + size]) - clamp(video.data[pixel])) / range
    }
    return sum / (channels * size)
  })
}

/** Change over each border (between frame `border − 1` and `border`), over the clip's median change; the worst. */
export function seam(video: Tensor, borders: readonly number[]): number {
  const steps = changes(video)
  return Math.max(...borders.map((border) => steps[border - 1] ?? NaN)) / median(steps)
}

/** Standard deviation over the videos at every pixel, on average. */
export function deviation(videos: readonly Tensor[]): number {
  const count = videos.length
  const size = videos[0]?.data.length ?? 0
  let total = 0
  for (let index = 0; index < size; index += 1) {
    const values = videos.map(({ data }) => clamp(data[index]) / range)
    const middle = mean(values)
    total += Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (count - 1))
  }
  return total / size
}

function clamp(value = 0): number {
  return Math.min(1, Math.max(-1, value))
}
