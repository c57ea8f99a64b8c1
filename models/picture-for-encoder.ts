import { tensor, type Tensor } from './tensor.ts'

/** Size, mean and deviation of CLIP's pictures (Radford et al. 2021). */
const side = 224
const mean = [0.48145466, 0.4578275, 0.40821073]
const deviation = [0.26862954, 0.26130258, 0.27577711]

/**
 * One frame [1, 3, 1, H, W] in −1..1 as an image encoder takes it, [1, 3, 224, 224]: the middle square, each pixel
 * the mean of what it covers.
 */
export function pictureForEncoder({ dims, data }: Tensor): Tensor {
  const [, , , height = 1, width = 1] = dims
  const square = Math.min(height, width)
  const [top, left] = [(height - square) / 2, (width - square) / 2]
  const scale = square / side
  const picture = tensor([1, 3, side, side])
  for (let colour = 0; colour < 3; colour += 1) {
    const plane = data.subarray(colour * height * width, (colour + 1) * height * width)
    for (let y = 0; y < side; y += 1) {
      const rows = span(top + y * scale, scale, height)
      for (let x = 0; x < side; x += 1) {
        const value = areaMean(plane, width, { rows, columns: span(left + x * scale, scale, width) })
        picture.data[(colour * side + y) * side + x] =
          ((value + 1) / 2 - (mean[colour] ?? 0)) / (deviation[colour] ?? 1)
      }
    }
  }
  return picture
}

type Span = readonly [from: number, to: number]

function span(start: number, length: number, limit: number): Span {
  const from = Math.min(limit - 1, Math.floor(start))
  return [from, Math.max(from + 1, Math.min(limit, Math.floor(start + length)))]
}

function areaMean(
  plane: Float32Array,
  width: number,
  { rows, columns }: { rows: Span; columns: Span },
): number {
  let sum = 0
  for (let y = rows[0]; y < rows[1]; y += 1)
    for (let x = columns[0]; x < columns[1]; x += 1) sum += plane[y * width + x] ?? 0
  return sum / ((rows[1] - rows[0]) * (columns[1] - columns[0]))
}
