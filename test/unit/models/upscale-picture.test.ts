import { describe, expect, it } from 'vitest'
import { latentPictures } from '../../../models/latent-preview.ts'
import { picturesToTensor, tensorToPictures } from '../../../models/rgb-frames.ts'
import { tensor } from '../../../models/tensor.ts'
import { tileSpans } from '../../../models/tiles.ts'
import { upscalePicture } from '../../../models/upscale-picture.ts'

const picture = (width: number, height: number) => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 37) % 256),
})

describe('a picture in tiles', () => {
  it.each([
    [100, 192, 16],
    [193, 192, 16],
    [500, 192, 16],
    [1080, 192, 16],
    [41, 20, 8],
  ])('%d pixels in tiles of %d are each kept once, with their surroundings', (length, tile, margin) => {
    let kept = 0
    for (const span of tileSpans(length, tile, margin)) {
      expect(span.start + span.keepFrom).toBe(kept)
      if (span.start > 0) expect(span.keepFrom).toBeGreaterThanOrEqual(margin)
      kept += span.keepLength
      const end = span.start + span.length
      expect(end).toBeLessThanOrEqual(length)
      if (end < length) expect(end - kept).toBeGreaterThanOrEqual(margin)
    }
    expect(kept).toBe(length)
  })

  it('is enlarged without seams', async () => {
    const source = picture(230, 201)
    // A blur, so that a tile without its surroundings would differ at its edges.
    const upscaler = { session: blurAndDouble, scale: 2 }
    const tiled = await upscalePicture(source, upscaler)
    const whole = await blurAndDouble.run({ in: tensor([1, 3, 201, 230], planes(source)) })
    const wanted = Uint8Array.from({ length: tiled.data.length }, (_, index) => {
      const at = Math.floor(index / 3)
      return Math.round((whole.out.data[(index % 3) * 402 * 460 + at] ?? 0) * 255)
    })
    expect(Buffer.compare(tiled.data, wanted)).toBe(0)
  })
})

it('frames survive the way to a tensor and back', () => {
  const frames = [picture(4, 3), { ...picture(4, 3), data: picture(4, 3).data.map((value) => 255 - value) }]
  expect([...tensorToPictures(picturesToTensor(frames))]).toEqual(frames)
})

it('a preview shows every latent frame by a linear map of its channels', () => {
  const latent = tensor([1, 2, 2, 1, 1], Float32Array.of(1, -1, 0.5, 9))
  const { frames, data } = latentPictures(latent, {
    weight: [
      [1, 0, 0],
      [0, 1, 0],
    ],
    bias: [0, 0, -1],
  })
  expect(frames).toBe(2)
  expect([...data]).toEqual([255, 191, 0, 0, 255, 0])
})

const blurAndDouble = {
  inputNames: ['in'],
  outputNames: ['out'],
  run: (
    feeds: Readonly<
      Record<string, { readonly dims: readonly number[]; readonly data: ArrayLike<number | bigint> }>
    >,
  ) => {
    const { dims, data } = feeds.in!
    const [, , height = 0, width = 0] = dims
    const out = tensor([1, 3, height * 2, width * 2])
    const at = (c: number, y: number, x: number) =>
      Number(data[(c * height + clamp(y, height)) * width + clamp(x, width)])
    for (let i = 0; i < out.data.length; i += 1) {
      const [c, y, x] = [
        Math.floor(i / (4 * width * height)),
        Math.floor(i / (2 * width)) % (2 * height),
        i % (2 * width),
      ]
      const [sy, sx] = [y >> 1, x >> 1]
      out.data[i] = (at(c, sy - 3, sx) + at(c, sy + 3, sx) + at(c, sy, sx - 3) + at(c, sy, sx + 3)) / 4
    }
    return Promise.resolve({ out })
  },
}

function clamp(value: number, length: number): number {
  return Math.min(Math.max(value, 0), length - 1)
}

function planes({ width, height, data }: ReturnType<typeof picture>): Float32Array {
  const size = width * height
  return Float32Array.from({ length: size * 3 }, (_, i) => data[(i % size) * 3 + Math.floor(i / size)]! / 255)
}
