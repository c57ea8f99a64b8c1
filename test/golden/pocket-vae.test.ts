import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { decodeLoop } from '../../models/circular-decode.ts'
import { encodeStream } from '../../models/encode-stream.ts'
import { spanFrames } from '../../models/context-windows.ts'
import { fitLatentToRgb } from '../../models/fit-latent-to-rgb.ts'
import { latentPictures } from '../../models/latent-preview.ts'
import { sliceFrames } from '../../models/frame-axis.ts'
import { picturesToTensor, type RgbPicture } from '../../models/rgb-frames.ts'
import type { Tensor } from '../../models/tensor.ts'
import { decodeTiled } from '../../models/tiled-vae.ts'
import { createModelAccess } from '../../server/inference/inference.ts'
import { largestDifference } from '../support/tiny-models.ts'

const models = await createModelAccess({
  folders: [fileURLToPath(new URL('../../models/library/', import.meta.url))],
  ...{ device: 'cpu', threads: 1 },
})
const { family, sessions } = await models.get('pocket-v1')
afterAll(() => models.release())

/** Coloured waves that wander, so that every frame and place differs. */
function picture(frame: number, size: number): RgbPicture {
  const data = Uint8Array.from({ length: size * size * 3 }, (_, at) => {
    const place = Math.floor(at / 3)
    const [x, y] = [place % size, Math.floor(place / size)]
    return 128 + 80 * Math.sin((x + frame) / 7 + (at % 3)) * Math.cos((y - frame) / 9)
  })
  return { width: size, height: size, data }
}
const clip = (frames: number, size: number) =>
  Array.from({ length: frames }, (_, frame) => picture(frame, size))

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item)
}

async function all(chunks: AsyncIterable<Tensor>): Promise<readonly Tensor[]> {
  const frames: Tensor[] = []
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.dims[2]!; at += 1) frames.push(sliceFrames(chunk, at, 1))
  return frames
}

/** dB of two clips in −1..1. */
function psnr(a: readonly Tensor[], b: readonly Tensor[]): number {
  let [sum, count] = [0, 0]
  a.forEach(({ data }, frame) => {
    data.forEach((value, at) => (sum += (value - b[frame]!.data[at]!) ** 2))
    count += data.length
  })
  return 10 * Math.log10(4 / (sum / count))
}

describe('the VAE of the shipped model', () => {
  it('encodes a long video piece by piece as if it were one', async () => {
    const pictures = clip(81, 32)
    const whole = await family.encodeVideo(picturesToTensor(pictures), sessions)
    const streamed = await encodeStream(each(pictures), family, sessions)
    expect(streamed.dims).toEqual(whole.dims)
    expect(largestDifference(streamed, whole)).toBeLessThan(0.05)
  })

  it('decodes in tiles as if whole: 40 dB over all, a 255th away from where they fade', async () => {
    const latent = await family.encodeVideo(picturesToTensor(clip(5, 192)), sessions)
    const whole = await all(family.decodeVideo(latent, sessions))
    const tiled = await all(decodeTiled({ family, sessions, tiles: { size: 128, overlap: 64 } }, latent))
    expect(tiled).toHaveLength(5)
    expect(psnr(whole, tiled)).toBeGreaterThan(40)
    let worst = 0
    // Tiles cover 0–128 and 64–192: what is left of 64 belongs to the first alone, seen from well inside it.
    for (let y = 0; y < 56; y += 1)
      for (let x = 0; x < 56; x += 1)
        worst = Math.max(worst, Math.abs(whole[4]!.data[y * 192 + x]! - tiled[4]!.data[y * 192 + x]!))
    expect(worst).toBeLessThan(2 / 255)
  })

  it('decodes a loop whose first frame follows from its last', async () => {
    const latent = spanFrames(await family.encodeVideo(picturesToTensor(clip(33, 32)), sessions), {
      start: 1,
      count: 8,
    })
    const loop = await all(decodeLoop(family, latent, sessions))
    const turned = await all(decodeLoop(family, spanFrames(latent, { start: 3, count: 8 }), sessions))
    expect(loop).toHaveLength(32)
    // The same circle, begun three latent frames later.
    expect(psnr([...loop.slice(12), ...loop.slice(0, 12)], turned)).toBeGreaterThan(40)
  })

  it('tells by itself how its latents become the colours of a preview', async () => {
    const map = await fitLatentToRgb((frame) => family.encodeVideo(frame, sessions))
    const given = picture(0, 64)
    const latent = await family.encodeVideo(picturesToTensor([given]), sessions)
    const { data, width, height } = latentPictures(latent, map)
    let sum = 0
    for (let place = 0; place < width * height; place += 1)
      for (let colour = 0; colour < 3; colour += 1)
        sum += Math.abs(data[place * 3 + colour]! - meanOf(given, { place, colour, side: 64 / width }))
    expect(sum / data.length / 255).toBeLessThan(0.12)
  })
})

/** Mean of the pixels of one place of a preview. */
function meanOf(
  { width, data }: RgbPicture,
  { place, colour, side }: { readonly place: number; readonly colour: number; readonly side: number },
): number {
  const across = width / side
  let sum = 0
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      sum +=
        data[((Math.floor(place / across) * side + y) * width + (place % across) * side + x) * 3 + colour]!
  return sum / side ** 2
}
