import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewAsset } from '../../../server/media/asset-port.ts'
import { probeImage, readImage, writeImage } from '../../../server/media/image-files.ts'
import type { Asset } from '../../../workflows/asset.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelgraph-images-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, bytes: Uint8Array | string) {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return { path, name }
}

/** Left half red, right half blue. */
const twoHalves = () =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: '#f00' } }).composite([
    { input: { create: { width: 10, height: 10, channels: 3, background: '#00f' } }, left: 10, top: 0 },
  ])

describe('reading a picture', () => {
  it('gives its pixels', async () => {
    const frame = await readImage(await file('a.png', await twoHalves().png().toBuffer()))
    expect(frame).toMatchObject({ width: 20, height: 10 })
    expect([...frame.data.slice(0, 3), ...frame.data.slice(-3)]).toEqual([255, 0, 0, 0, 0, 255])
  })

  it('turns it upright as its camera noted', async () => {
    const turned = await twoHalves().withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer()
    const image = await file('turned.jpg', turned)
    expect(await probeImage(image)).toEqual({ width: 10, height: 20 })
    const { width, height, data } = await readImage(image)
    expect([width, height]).toEqual([10, 20])
    expect(data[0]).toBeGreaterThan(200)
    expect(data.at(-1)).toBeGreaterThan(200)
  })

  it.each([
    ['16 bits', () => twoHalves().toColourspace('rgb16').png()],
    ['a palette', () => twoHalves().png({ palette: true })],
    ['transparency', () => twoHalves().ensureAlpha().png()],
    ['CMYK', () => twoHalves().toColourspace('cmyk').jpeg({ quality: 100 })],
  ])('brings %s to 8-bit sRGB', async (_name, make) => {
    const { data } = await readImage(await file('b.img', await make().toBuffer()))
    expect(data).toHaveLength(20 * 10 * 3)
    expect(data[0]).toBeGreaterThan(220)
    expect(data[2]).toBeLessThan(40)
  })

  it('makes transparent parts black', async () => {
    const glass = sharp({
      create: { width: 2, height: 2, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 0 } },
    })
    const { data } = await readImage(await file('glass.png', await glass.png().toBuffer()))
    expect([...data]).toEqual(Array.from({ length: 12 }, () => 0))
  })

  it.each([
    ['cover', [255, 0, 0]],
    ['contain', [0, 0, 0]],
    ['stretch', [255, 0, 0]],
  ] as const)('fits it: %s', async (fit, topLeft) => {
    const image = await file('c.png', await twoHalves().png().toBuffer())
    const { width, height, data } = await readImage(image, { width: 16, height: 16, fit })
    expect([width, height, data.length]).toEqual([16, 16, 16 * 16 * 3])
    expect([...data.slice(0, 3)]).toEqual(topLeft)
  })

  it.each([
    ['empty.png', '', 'media-empty'],
    ['letter.png', 'Dear Sir or Madam', 'media-not-image'],
  ])('%s is refused in clear words', async (name, bytes, code) => {
    const image = await file(name, bytes)
    await expect(probeImage(image)).rejects.toMatchObject({ kind: 'user', code, values: { name } })
  })

  it('a picture cut short is refused', async () => {
    const bytes = await sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: '#1a2',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer()
    await expect(readImage(await file('cut.png', bytes.subarray(0, 3000)))).rejects.toMatchObject({
      code: 'media-not-image',
    })
  })
})

describe('writing a picture', () => {
  const assets = {
    get: () => Promise.reject(new Error('not needed')),
    pathOf: () => '',
    putFile: async (path: string, asset: NewAsset): Promise<Asset> => {
      await writeFile(join(folder, 'stored'), await readFile(path))
      return { ...asset, id: '0'.repeat(64), byteLength: 1, createdAt: 0 }
    },
  }
  const frame = async () => readImage(await file('d.png', await twoHalves().png().toBuffer()))

  it('PNG keeps every pixel and carries its workflow', async () => {
    const workflow = { prompt: '一只狐狸 🦊', note: 'a\nb'.repeat(50_000) }
    const picture = await frame()
    const request = { format: 'png', quality: 50, name: 'fox', workflow } as const
    const asset = await writeImage(picture, request, { intermediatesFolder: join(folder, 'results'), assets })
    expect(asset).toMatchObject({ name: 'fox.png', mediaType: 'image/png', image: { width: 20, height: 10 } })
    const stored = { path: join(folder, 'stored'), name: '' }
    expect(await readImage(stored)).toEqual(picture)
    const { comments } = await sharp(stored.path).metadata()
    expect(comments?.map(({ keyword }) => keyword)).toEqual(['workflow'])
    expect(JSON.parse(comments![0]!.text)).toEqual(workflow)
    expect(await readdir(join(folder, 'results'))).toEqual([])
  })

  it.each(['jpeg', 'webp'] as const)('%s has the size and nearly the colours', async (format) => {
    const request = { format, quality: 95, name: 'fox' }
    await writeImage(await frame(), request, { intermediatesFolder: join(folder, 'results'), assets })
    const { width, height, data } = await readImage({ path: join(folder, 'stored'), name: '' })
    expect([width, height]).toEqual([20, 10])
    expect(data[0]).toBeGreaterThan(245)
  })
})
