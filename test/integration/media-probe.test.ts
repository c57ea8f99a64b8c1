import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RgbFrame } from '../../nodes/run-context.ts'
import { inspectUpload } from '../../server/uploads.ts'
import type { Asset } from '../../workflows/asset.ts'
import {
  builds,
  collect,
  isAlive,
  lavfi,
  type MediaBench,
  meanColor,
  openBench,
  unfinished,
} from './media-fixture.ts'

const picture = (size: string, more = '') => lavfi(`testsrc=s=${size}:r=10:d=2${more}`)
const h264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-preset', 'ultrafast']

describe.each(builds)('files from outside with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  beforeEach(async () => {
    bench = await openBench(ffmpeg)
  })
  afterEach(async () => {
    expect(bench.pids.filter(isAlive)).toEqual([])
    expect(await unfinished(bench)).toEqual([])
    await bench[Symbol.asyncDispose]()
  })

  async function addBytes(name: string, bytes: Uint8Array | string): Promise<Asset> {
    const path = join(bench.folder, name)
    await writeFile(path, bytes)
    return bench.add(path)
  }

  /** Probes, reads every frame and checks that there are as many as announced. */
  async function readAll(asset: Asset) {
    const video = await bench.media.probe(asset)
    const frames = await collect(bench.media.readFrames(video))
    expect(frames).toHaveLength(video.facts.frames)
    expect(frames[0]).toMatchObject({ width: video.facts.width, height: video.facts.height })
    return { facts: video.facts, frames }
  }

  it.each([
    ['0 bytes', '', 'media-empty'],
    ['a text', 'This is a letter, not a video.\n'.repeat(40), 'media-not-video'],
    ['a play list', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', 'media-not-video'],
    ['noise', Buffer.alloc(5000, 'qx!9'), 'media-not-video'],
  ])('%s called .mp4 is refused in clear words', async (_name, bytes, code) => {
    const asset = await addBytes('clip.mp4', bytes)
    await expect(bench.media.probe(asset)).rejects.toMatchObject({ kind: 'user', code })
  })

  it('sound without a picture is refused, with cover art too', async () => {
    const sound = await bench.make('sound.mp3', lavfi('sine=d=1'))
    await expect(bench.media.probe(sound)).rejects.toMatchObject({ code: 'media-only-sound' })
    const cover = await bench.make('cover.mp3', [
      ...[...lavfi('sine=d=1'), ...lavfi('color=red:s=32x32:d=0.04'), '-map', '0', '-map', '1'],
      ...['-c:v', 'png', '-disposition:v', 'attached_pic', '-frames:v', '1'],
    ])
    await expect(bench.media.probe(cover)).rejects.toMatchObject({ code: 'media-only-sound' })
  })

  it('sound in a container for films comes in as a sound', async () => {
    await bench.make('song.mp4', lavfi('sine=d=1'))
    const file = join(bench.folder, 'song.mp4')
    const facts = await inspectUpload({ file, name: 'song.mp4', temporary: bench.folder })
    expect(facts).toMatchObject({ kind: 'audio', audio: { channels: 1, sampleRate: 44_100 } })
    expect(facts).not.toHaveProperty('video')
  })

  it.each(['film.mpg', 'film.ts', 'film.flv'])('%s comes in as a film', async (name) => {
    const made = name.endsWith('.mpg') ? picture('64x48', ',fps=25') : picture('64x48')
    await bench.make(name, [...made, '-pix_fmt', 'yuv420p'])
    const file = join(bench.folder, name)
    const facts = await inspectUpload({ file, name, temporary: bench.folder })
    expect(facts).toMatchObject({ kind: 'video', video: { width: 64, height: 48 } })
  })

  it('a still picture is not a video', async () => {
    const png = await addBytes(
      'still.png',
      await sharp({ create: blank(20, 10) })
        .png()
        .toBuffer(),
    )
    await expect(bench.media.probe(png)).rejects.toMatchObject({ code: 'media-still-picture' })
    const webp = await addBytes(
      'still.webp',
      await sharp({ create: blank(20, 10) })
        .webp()
        .toBuffer(),
    )
    await expect(bench.media.probe(webp)).rejects.toMatchObject({ code: 'media-still-picture' })
  })

  it('a cut-off file whose index is lost is refused', async () => {
    const whole = await bench.make('whole.mp4', [...picture('64x48'), ...h264])
    const bytes = await readFile(bench.pathOf(whole))
    const asset = await addBytes('cut.mp4', bytes.subarray(0, bytes.length / 2))
    await expect(bench.media.probe(asset)).rejects.toMatchObject({ code: 'media-not-video' })
  })

  it('a cut-off file is read as far as it goes', async () => {
    const whole = await bench.make('whole.mkv', [...picture('64x48'), ...h264])
    const bytes = await readFile(bench.pathOf(whole))
    const { facts } = await readAll(await addBytes('cut.mkv', bytes.subarray(0, bytes.length * 0.6)))
    expect(facts.frames).toBeGreaterThan(5)
    expect(facts.frames).toBeLessThan(20)
  })

  it('a film with the extension of another kind is read all the same', async () => {
    const film = await bench.make('film.mkv', [...picture('64x48'), ...h264])
    const { facts } = await readAll(await addBytes('film.avi', await readFile(bench.pathOf(film))))
    expect(facts).toMatchObject({ width: 64, height: 48, frames: 20 })
  })

  it.each([
    ['24000/1001', { num: 24000, den: 1001 }, 'mp4'],
    ['30000/1001', { num: 30000, den: 1001 }, 'mkv'],
    ['25', { num: 25, den: 1 }, 'webm'],
    ['15/2', { num: 15, den: 2 }, 'mp4'],
    ['60', { num: 60, den: 1 }, 'mkv'],
  ])('%s frames per second stay exact', async (rate, fps, type) => {
    const codec = type === 'webm' ? ['-c:v', 'libvpx', '-deadline', 'realtime'] : h264
    const asset = await bench.make(`clip.${type}`, [...lavfi(`testsrc=s=64x48:r=${rate}:d=2`), ...codec])
    const { facts } = await readAll(asset)
    expect(facts).toMatchObject({ fps, frames: Math.ceil((2 * fps.num) / fps.den) })
  })

  it.each([
    ['one frame', ['-frames:v', '1'], { frames: 1 }],
    ['odd sizes', ['-vf', 'scale=97:55,setsar=1', '-pix_fmt', 'yuv444p'], { width: 97, height: 55 }],
    ['10 bits', ['-pix_fmt', 'yuv420p10le'], { frames: 20 }],
    ['pixels that are not square', ['-vf', 'setsar=4/3'], { width: 85, height: 48 }],
    ['B-frames and a late start', ['-bf', '3', '-output_ts_offset', '5'], { frames: 20 }],
  ])('%s are read right', async (_name, options, facts) => {
    const asset = await bench.make('clip.mkv', [...picture('64x48'), ...h264, ...options])
    expect((await readAll(asset)).facts).toMatchObject(facts)
  })

  it('a phone clip is turned upright', async () => {
    const flat = await bench.make('flat.mp4', [...lavfi('testsrc=s=64x48:r=10:d=1'), ...h264])
    const turned = await bench.make('turned.mp4', [
      '-i',
      bench.pathOf(flat),
      '-c',
      'copy',
      '-metadata:s:v',
      'rotate=90',
    ])
    const upright = await readAll(turned)
    expect(upright.facts).toMatchObject({ width: 48, height: 64, frames: 10 })
    const [lying] = (await readAll(flat)).frames
    // The file says a quarter turn to the left: the top right corner comes to the top left.
    const corner = pixel(lying!, 59, 4)
    pixel(upright.frames[0]!, 4, 4).forEach((value, at) =>
      expect(Math.abs(value - corner[at]!)).toBeLessThan(8),
    )
    expect(corner).not.toEqual(pixel(lying!, 4, 4))
  })

  it.each([
    ['an HD clip that does not say how its colours are coded', '1280x720', []],
    ['a small one that does not say', '640x360', ['-vf', 'scale=out_color_matrix=bt601']],
    ['one that says BT.709', '640x360', ['-vf', 'scale=out_color_matrix=bt709', '-colorspace', 'bt709']],
  ])('%s has the right colours', async (_name, size, options) => {
    const matrix = options.length ? options : ['-vf', 'scale=out_color_matrix=bt709']
    const source = lavfi(`color=0x00C828:s=${size}:r=10:d=0.2,format=rgb24`)
    const asset = await bench.make('clip.mp4', [...source, ...matrix, ...h264, '-crf', '5'])
    const color = meanColor((await readAll(asset)).frames[0]!)
    ;[0, 200, 40].forEach((value, at) => expect(Math.abs(color[at]! - value)).toBeLessThanOrEqual(3))
  })

  it('a varying frame rate keeps its length', async () => {
    const asset = await bench.make('vfr.mkv', [
      ...lavfi("testsrc=s=64x48:r=30:d=3,select='lt(n,30)+not(mod(n,3))'"),
      ...['-vsync', 'vfr', ...h264],
    ])
    const { facts } = await readAll(asset)
    const seconds = (facts.frames * facts.fps.den) / facts.fps.num
    expect(seconds).toBeGreaterThan(2.85)
    expect(seconds).toBeLessThan(3.1)
  })

  it('the part an edit list hides is not counted', async () => {
    const whole = await bench.make('whole.mp4', [...picture('64x48'), ...h264, '-g', '20'])
    const cut = await bench.make('cut.mp4', ['-ss', '0.75', '-i', bench.pathOf(whole), '-c', 'copy'])
    const { facts } = await readAll(cut)
    expect(facts.frames).toBeGreaterThanOrEqual(12)
    expect(facts.frames).toBeLessThanOrEqual(20)
  })

  it('animated GIF and WebP are videos', async () => {
    const gif = await bench.make('clip.gif', picture('60x40'))
    expect((await readAll(gif)).facts).toMatchObject({
      width: 60,
      height: 40,
      frames: 20,
      fps: { num: 10, den: 1 },
    })
    const webp = await bench.make('clip.webp', [
      ...picture('60x40'),
      '-c:v',
      'libwebp_anim',
      '-lossless',
      '1',
    ])
    const { facts, frames } = await readAll(webp)
    expect(facts).toMatchObject({ width: 60, height: 40, frames: 20, fps: { num: 10, den: 1 } })
    const [first] = await collect(bench.media.readFrames(await bench.media.probe(gif), { count: 1 }))
    meanColor(frames[0]!).forEach((value, at) =>
      expect(Math.abs(value - meanColor(first!)[at]!)).toBeLessThan(6),
    )
  })

  it('a window in the middle of a compressed clip has the frames of that place', async () => {
    const asset = await bench.make('clip.mp4', [...picture('64x48'), ...h264, '-g', '50', '-bf', '2'])
    const { frames } = await readAll(asset)
    const video = await bench.media.probe(asset)
    const part = await collect(bench.media.readFrames(video, { start: 11, count: 3 }))
    expect(part.map(({ data }) => [...data])).toEqual(frames.slice(11, 14).map(({ data }) => [...data]))
  })

  it('a missing ffmpeg is a clear failure, not a crash', async () => {
    const { createMediaAccess } = await import('../../server/media/media.ts')
    const asset = await bench.make('clip.mp4', [...picture('64x48'), ...h264])
    const video = await bench.media.probe(asset)
    const gone = { ...ffmpeg, ffmpeg: '/nowhere/ffmpeg', ffprobe: '/nowhere/ffprobe' }
    const media = createMediaAccess({ ...bench.work, ffmpeg: gone })
    const missing = { kind: 'operational', code: 'ffmpeg-missing' }
    await expect(media.probe(asset)).rejects.toMatchObject(missing)
    await expect(media.encode({ video, format: 'mp4', quality: 50, name: 'x' })).rejects.toMatchObject(
      missing,
    )
    await expect(collect(media.readFrames(video))).rejects.toMatchObject(missing)
  })
})

function blank(width: number, height: number) {
  return { width, height, channels: 3 as const, background: '#123' }
}

function pixel({ width, data }: RgbFrame, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
}
