import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { probeAnimatedWebp } from '../../server/media/animated-webp.ts'
import { probeVideo } from '../../server/media/probe.ts'
import type { Asset } from '../../workflows/asset.ts'
import {
  bands,
  builds,
  collect,
  isAlive,
  lavfi,
  type MediaBench,
  noiseFrames,
  openBench,
  unfinished,
} from './media-fixture.ts'

const run = promisify(execFile)
const fps = { num: 8, den: 1 }
const colors = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [200, 120, 40],
  [0, 0, 0],
  [255, 255, 255],
]
const formats = ['mp4', 'webm', 'webp', 'gif'] as const

describe.each(builds)('encoding with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  beforeEach(async () => {
    bench = await openBench(ffmpeg)
  })
  afterEach(() => bench[Symbol.asyncDispose]())

  /** What is in the file, without how it is written. */
  const probe = async (asset: Asset) => {
    const file = { path: bench.pathOf(asset), name: asset.name }
    const isWebp = asset.mediaType === 'image/webp'
    const facts = isWebp ? await probeAnimatedWebp(file) : await probeVideo(file, bench.work)
    delete facts.file
    delete facts.hasAlpha
    return facts
  }

  it.each(formats)('%s has the size, frames and fps its asset tells', async (format) => {
    const video = await bench.media.writeFrames(noiseFrames(17, 97, 55), { width: 97, height: 55, fps })
    const asset = await bench.media.encode({ video, format, quality: 75, name: 'clip' })
    const isYuv = format === 'mp4' || format === 'webm'
    expect(asset.video).toMatchObject(isYuv ? { width: 96, height: 54 } : { width: 97, height: 55 })
    expect(asset.name).toBe(`clip.${format}`)
    const facts = await probe(asset)
    expect({ ...facts, fps: undefined }).toEqual({ ...asset.video, frames: facts.frames, fps: undefined })
    expect(Math.abs(facts.frames / (facts.fps.num / facts.fps.den) - 17 / 8)).toBeLessThan(0.2)
    if (isYuv) expect(facts).toEqual(asset.video)
    expect(await unfinished(bench)).toEqual([])
  })

  it.each(formats)('%s keeps flat colours within 3 of 255', async (format) => {
    const size = { width: 32 * colors.length, height: 32 }
    const video = await bench.media.writeFrames(bands(colors, 32), { ...size, fps })
    const asset = await bench.media.encode({ video, format, quality: 95, name: 'flat' })
    const [frame] = await collect(bench.media.readFrames(await bench.media.probe(asset), { count: 1 }))
    colors.forEach((color, band) => {
      const at = (16 * size.width + band * 32 + 16) * 3
      color.forEach((value, channel) =>
        expect(Math.abs(frame!.data[at + channel]! - value), String(color)).toBeLessThanOrEqual(3),
      )
    })
  })

  it('H.265 takes an odd clip narrower than the encoder likes', async () => {
    const video = await bench.media.writeFrames(noiseFrames(5, 35, 25), { width: 35, height: 25, fps })
    const asset = await bench.media.encode({ video, format: 'mp4-h265', quality: 75, name: 'clip' })
    expect(await probe(asset)).toMatchObject({ width: 34, height: 24, frames: 5 })
  })

  it('MP4 puts its index before the frames and says which colours it has', async () => {
    const video = await bench.media.writeFrames(noiseFrames(4, 64, 64), { width: 64, height: 64, fps })
    const asset = await bench.media.encode({ video, format: 'mp4', quality: 75, name: 'clip' })
    const bytes = await readFile(bench.pathOf(asset))
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    const { stdout } = await run(ffmpeg.ffprobe, [
      ...['-v', 'error', '-show_entries', 'stream=codec_name,pix_fmt,color_range,color_space', '-of', 'csv'],
      bench.pathOf(asset),
    ])
    expect(stdout.trim()).toBe('stream,h264,yuv420p,tv,bt709')
  })

  it('keeps the sound of a loaded clip', async () => {
    const asset = await bench.make('sound.mp4', [
      ...lavfi('testsrc=s=64x48:r=10:d=2'),
      ...[...lavfi('sine=f=440:d=2'), '-c:a', 'aac', '-pix_fmt', 'yuv420p'],
    ])
    const video = await bench.media.probe(asset)
    const { file, ...facts } = video.facts
    expect(file?.audio).toMatchObject([{ codec: 'aac', channels: 1 }])
    expect(facts).toEqual({
      width: 64,
      height: 48,
      frames: 20,
      fps: { num: 10, den: 1 },
      hasAudio: true,
    })
    const saved = await bench.media.encode({ video, format: 'webm', quality: 60, name: 'clip' })
    expect(await probe(saved)).toEqual(facts)
  })

  it('higher quality makes larger files', async () => {
    const video = await bench.media.writeFrames(noiseFrames(4, 64, 64), { width: 64, height: 64, fps })
    const sizes = []
    for (const quality of [0, 50, 100])
      sizes.push((await bench.media.encode({ video, format: 'mp4', quality, name: 'clip' })).byteLength)
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
    expect(sizes[2]! / sizes[0]!).toBeGreaterThan(2)
  })

  it('a cancelled encode is over only when ffmpeg is gone, and leaves no file', async () => {
    const asset = await bench.make('long.mp4', [
      ...lavfi('testsrc=s=640x480:r=30:d=20'),
      '-preset',
      'ultrafast',
    ])
    const video = await bench.media.probe(asset)
    const before = bench.pids.length
    const encoding = bench.media.encode({ video, format: 'webm', quality: 100, name: 'clip' })
    encoding.catch(() => undefined)
    await expect.poll(() => bench.pids.length).toBeGreaterThan(before)
    bench.abort.abort()
    await expect(encoding).rejects.toThrow(/abort/i)
    expect(bench.pids.filter(isAlive)).toEqual([])
    expect(await unfinished(bench)).toEqual([])
  })
})
