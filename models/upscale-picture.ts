import type { InferenceSession } from './inference-session.ts'
import type { RgbPicture } from './rgb-frames.ts'
import { tensor, type Tensor } from './tensor.ts'
import { type TileSpan, tileSpans } from './tiles.ts'

export interface Upscaler {
  /** A graph from [1, 3, h, w] in 0..1 to [1, 3, h · scale, w · scale]; names do not matter. */
  readonly session: InferenceSession
  readonly scale: number
}

/** Side of a tile in source pixels, and how much of it only is surroundings. */
const tile = 192
const margin = 16

/** A picture enlarged tile by tile, so that memory depends on the tile and not on the picture. */
export async function upscalePicture(picture: RgbPicture, upscaler: Upscaler): Promise<RgbPicture> {
  const { scale } = upscaler
  const [width, height] = [picture.width * scale, picture.height * scale]
  const large = { width, height, data: new Uint8Array(width * height * 3) }
  for (const rows of tileSpans(picture.height, tile, margin)) {
    for (const columns of tileSpans(picture.width, tile, margin)) {
      const enlarged = await enlarge(cut(picture, rows, columns), upscaler)
      place(enlarged, large, { rows, columns, scale })
    }
  }
  return large
}

async function enlarge(input: Tensor, { session, scale }: Upscaler): Promise<Tensor> {
  const outputs = await session.run({ [session.inputNames[0] ?? '']: input })
  const output = outputs[session.outputNames[0] ?? '']
  const [, , height = 0, width = 0] = input.dims
  if (output?.dims[2] === height * scale && output.dims[3] === width * scale) return output
  throw new RangeError(`The upscaler made [${output?.dims.join(', ') ?? ''}] of [${input.dims.join(', ')}].`)
}

/** [1, 3, h, w] in 0..1 */
function cut({ width, data }: RgbPicture, rows: TileSpan, columns: TileSpan): Tensor {
  const input = tensor([1, 3, rows.length, columns.length])
  let next = 0
  for (let colour = 0; colour < 3; colour += 1) {
    for (let y = 0; y < rows.length; y += 1) {
      const row = (rows.start + y) * width + columns.start
      for (let x = 0; x < columns.length; x += 1)
        input.data[next++] = (data[(row + x) * 3 + colour] ?? 0) / 255
    }
  }
  return input
}

interface Placement {
  readonly rows: TileSpan
  readonly columns: TileSpan
  readonly scale: number
}

function place(part: Tensor, into: RgbPicture, { rows, columns, scale }: Placement): void {
  const [, , height = 0, width = 0] = part.dims
  for (let colour = 0; colour < 3; colour += 1) {
    for (let y = rows.keepFrom * scale; y < (rows.keepFrom + rows.keepLength) * scale; y += 1) {
      for (let x = columns.keepFrom * scale; x < (columns.keepFrom + columns.keepLength) * scale; x += 1) {
        const value = part.data[(colour * height + y) * width + x] ?? 0
        const at = (rows.start * scale + y) * into.width + columns.start * scale + x
        into.data[at * 3 + colour] = Math.round(Math.min(Math.max(value, 0), 1) * 255)
      }
    }
  }
}
