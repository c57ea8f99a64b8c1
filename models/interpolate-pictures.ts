import type { InferenceSession } from './inference-session.ts'
import type { RgbPicture } from './rgb-frames.ts'
import { tensor, type Tensor } from './tensor.ts'

export interface Interpolator {
  /**
   * A graph from two pictures [1, 3, h, w] in 0..1 and the time between them [1] in 0..1 to the picture at that
   * time; inputs in this order, names do not matter.
   */
  readonly session: InferenceSession
  /** Sides it takes are multiples of this; pictures are filled up with their last row and column. */
  readonly multiple: number
}

/**
 * Every frame, followed by `factor` − 1 made ones on the way to the next; the last one is held as long, so that the
 * clip lasts as long as before. Two frames are in memory at a time.
 */
export async function* interpolatePictures(
  pictures: AsyncIterable<RgbPicture>,
  { interpolator, factor }: { readonly interpolator: Interpolator; readonly factor: number },
): AsyncGenerator<RgbPicture> {
  let before: { readonly picture: RgbPicture; readonly input: Tensor } | undefined
  for await (const picture of pictures) {
    const input = toInput(picture, interpolator.multiple)
    if (before) yield* between(before, input, { interpolator, factor })
    yield picture
    before = { picture, input }
  }
  for (let held = 1; before && held < factor; held += 1) yield before.picture
}

async function* between(
  before: { readonly picture: RgbPicture; readonly input: Tensor },
  after: Tensor,
  { interpolator, factor }: { readonly interpolator: Interpolator; readonly factor: number },
): AsyncGenerator<RgbPicture> {
  const { session } = interpolator
  const [first = '', second = '', time = ''] = session.inputNames
  for (let step = 1; step < factor; step += 1) {
    const place = tensor([1], Float32Array.of(step / factor))
    const outputs = await session.run({ [first]: before.input, [second]: after, [time]: place })
    const made = outputs[session.outputNames[0] ?? '']
    if (made?.dims.join() !== before.input.dims.join())
      throw new RangeError(
        `The model made [${made?.dims.join(', ') ?? ''}] of [${before.input.dims.join(', ')}].`,
      )
    yield toPicture(made, before.picture)
  }
}

/** [1, 3, h, w] in 0..1, its sides filled up to multiples. */
function toInput({ width, height, data }: RgbPicture, multiple: number): Tensor {
  const [tall, wide] = [height, width].map((side) => Math.ceil(side / multiple) * multiple) as [
    number,
    number,
  ]
  const input = tensor([1, 3, tall, wide])
  for (let y = 0; y < tall; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const from = (Math.min(y, height - 1) * width + Math.min(x, width - 1)) * 3
      for (let colour = 0; colour < 3; colour += 1)
        input.data[(colour * tall + y) * wide + x] = (data[from + colour] ?? 0) / 255
    }
  }
  return input
}

/** What was filled up is left out. */
function toPicture({ dims, data }: Tensor, { width, height }: RgbPicture): RgbPicture {
  const [, , tall = 0, wide = 0] = dims
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let colour = 0; colour < 3; colour += 1) {
        const value = data[(colour * tall + y) * wide + x] ?? 0
        pixels[(y * width + x) * 3 + colour] = Math.round(Math.min(Math.max(value, 0), 1) * 255)
      }
    }
  }
  return { width, height, data: pixels }
}
