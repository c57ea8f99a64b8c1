import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RgbFrame } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { editedVideo, trimVideo } from '../../nodes/video/video-edits.ts'
import { inspectUpload } from '../../server/uploads.ts'
import {
  builds,
  collect,
  flatFrames,
  isAlive,
  lavfi,
  type MediaBench,
  meanColor,
  noiseFrames,
  openBench,
  unfinished,
} from './media-fixture.ts'

const h264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-preset', 'ultrafast']

describe.each(builds)('clips of every kind with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  /** The scaler of 2018 takes transparent RGB through YUV. */
  const near = ffmpeg.filters.has('xfade') ? 3 : 13
  beforeEach(async () => {
    bench = await openBench(ffmpeg)
  })
  afterEach(async () => {
    expect(bench.pids.filter(isAlive)).toEqual([])
    expect(await unfinished(bench)).toEqual([])
    await bench[Symbol.asyncDispose]()
  })

  const probe = async (name: string, args: readonly string[]) =>
    bench.media.probe(await bench.make(name, args))
  const bytesOf = (frames: readonly RgbFrame[]) =>
    frames.map(({ data }) => Buffer.from(data).toString('base64'))

  it.each([
    { kind: 'a steady one', file: 'a.mp4', source: 'r=25:d=4', options: ['-g', '50', '-bf', '2'] },
    {
      ...{ kind: 'one that starts late', file: 'b.mkv', source: 'r=30000/1001:d=4' },
      options: ['-g', '40', '-output_ts_offset', '7'],
    },
    {
      ...{ kind: 'one with a varying rate', file: 'c.mkv', options: ['-vsync', 'vfr'] },
      source: "r=30:d=5,select='lt(n,30)+not(mod(n,7))'",
    },
    {
      kind: 'one that cannot be sought',
      file: 'd.avi',
      source: 'r=25:d=4',
      options: ['-g', '30', '-bf', '0'],
    },
  ])('any frame of $kind is the one that is there when all are read', async ({ file, source, options }) => {
    const video = await probe(file, [...lavfi(`testsrc=s=64x48:${source}`), ...h264, ...options])
    const all = bytesOf(await collect(bench.media.readFrames(video)))
    expect(all).toHaveLength(video.facts.frames)
    // Builds disagree how long the last frame of a varying rate is shown.
    for (const start of [1, 31, 73, all.length - 12]) {
      const found = bytesOf(await collect(bench.media.readFrames(video, { start, count: 2 })))
      expect(found, `${start}`).toEqual(all.slice(start, start + 2))
    }
  })

  it('what is transparent shows what lies below it, and black when nothing does', async () => {
    const green = await probe('green.mkv', [
      ...lavfi('color=0x00c000:s=32x32:r=8:d=1,format=gbrap,colorchannelmixer=aa=0.5'),
      '-c:v',
      'ffv1',
      '-pix_fmt',
      'bgra',
    ])
    expect(green.facts.hasAlpha).toBe(true)
    const [alone] = await collect(bench.media.readFrames(green))
    expect(Math.abs(meanColor(alone!)[1]! - 96)).toBeLessThanOrEqual(near)
    const size = { width: 32, height: 32, fps: { num: 8, den: 1 } }
    const red = await bench.media.writeFrames(flatFrames(8, [200, 0, 0], size), size)
    const params = { x: 0, y: 0, width: 32, height: 32, opacity: 1, mode: 'normal', start: 0 }
    const both = editedVideo({ op: 'overlay', inputs: [red, green], params, facts: red.facts })
    const mixed = meanColor((await collect(bench.media.readFrames(both)))[3]!)
    ;[100, 96, 0].forEach((value, at) => expect(Math.abs(mixed[at]! - value)).toBeLessThanOrEqual(near))
  })

  it('transparency comes through WebM and back', async () => {
    const glass = await probe('glass.mkv', [
      ...lavfi('color=0x4060c0:s=32x32:r=8:d=0.5,format=gbrap,colorchannelmixer=aa=0.25'),
      '-c:v',
      'ffv1',
      '-pix_fmt',
      'bgra',
    ])
    const asset = await bench.media.encode({ video: glass, format: 'webm', quality: 90, name: 'glass' })
    const back = await bench.media.probe({ ...asset, video: undefined })
    expect(back.facts.hasAlpha).toBe(true)
    const color = meanColor((await collect(bench.media.readFrames(back)))[0]!)
    ;[16, 24, 48].forEach((value, at) => expect(Math.abs(color[at]! - value)).toBeLessThanOrEqual(near + 2))
  })

  it.runIf(ffmpeg.muxers.has('avif'))('an animated AVIF is a clip, a still one a picture', async () => {
    const clip = await probe('clip.mkv', [...lavfi('testsrc=s=80x64:r=10:d=1'), '-c:v', 'ffv1'])
    const asset = await bench.media.encode({ video: clip, format: 'avif', quality: 90, name: 'moving' })
    const file = bench.pathOf(asset)
    const upload = { file, name: 'moving.avif', temporary: bench.folder }
    const facts = await inspectUpload(upload)
    expect(facts).toMatchObject({ kind: 'video', video: { frames: 10, width: 80 } })
    const frames = await collect(bench.media.readFrames(await bench.media.probe({ ...asset, ...facts })))
    expect(new Set(bytesOf(frames)).size).toBe(10)
    const raw = { width: 80, height: 64, channels: 3 } as const
    await sharp(frames[0]!.data, { raw }).avif().toFile(file)
    expect(await inspectUpload({ ...upload, name: 'still.avif' })).toMatchObject({ kind: 'image' })
  })

  it('interlaced lines are joined to whole frames', async () => {
    const video = await probe('lines.mkv', [
      ...lavfi('testsrc=s=64x48:r=50:d=1,interlace=scan=tff'),
      ...['-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-top', '1', '-q:v', '2'],
    ])
    expect(video.facts.file?.isInterlaced).toBe(true)
    expect(await collect(bench.media.readFrames(video))).toHaveLength(video.facts.frames)
  })

  it('HDR is brought to standard range: its white is not washed out', async () => {
    const pq = ['-color_trc', 'smpte2084', '-colorspace', 'bt2020nc', '-color_primaries', 'bt2020']
    // 58 % of the PQ scale is the white of a page, 203 candelas.
    const source = lavfi('color=white:s=64x48:r=10:d=0.5,format=yuv420p10le,lutyuv=y=64+876*0.58:u=512:v=512')
    const video = await probe('hdr.mkv', [
      ...source,
      '-c:v',
      'libx265',
      '-x265-params',
      'log-level=error',
      ...pq,
    ])
    expect(video.facts.file).toMatchObject({ colorTransfer: 'smpte2084', bitDepth: 10 })
    const frames = await collect(bench.media.readFrames(video))
    expect(frames).toHaveLength(5)
    expect(meanColor(frames[2]!)[1]).toBeGreaterThan(185)
  })

  it('5.1 sound is mixed to stereo of the same length', async () => {
    const video = await probe('surround.mkv', [
      ...[...lavfi('testsrc=s=64x48:r=10:d=1'), ...lavfi('aevalsrc=0.1*sin(880*t)|0|0|0|0|0:c=5.1:d=1')],
      ...[...h264, '-c:a', 'flac'],
    ])
    expect(video.facts.file?.audio).toMatchObject([{ channels: 6 }])
    const asset = await bench.media.encode({ video, format: 'mp4', quality: 40, name: 'stereo' })
    const back = await bench.media.probe({ ...asset, video: undefined })
    expect(back.facts.file?.audio).toMatchObject([{ channels: 2, sampleRate: 48_000 }])
  })

  it('one pixel is enough', async () => {
    const size = { width: 1, height: 1, fps: { num: 8, den: 1 } }
    const video = await bench.media.writeFrames(noiseFrames(3, 1, 1), size)
    const given = await collect(noiseFrames(3, 1, 1))
    expect(bytesOf(await collect(bench.media.readFrames(video)))).toEqual(bytesOf(given))
    const asset = await bench.media.encode({ video, format: 'mp4', quality: 90, name: 'dot' })
    expect(asset.video).toMatchObject({ width: 2, height: 2, frames: 3 })
  })

  it('a header that promises 8K and holds nothing is refused', async () => {
    const whole = await bench.make('large.mkv', [...lavfi('color=red:s=7680x4320:r=1:d=1'), ...h264])
    const path = join(bench.folder, 'header.mkv')
    await writeFile(path, (await readFile(bench.pathOf(whole))).subarray(0, 600))
    await expect(bench.media.probe(await bench.add(path))).rejects.toMatchObject({ code: 'media-not-video' })
  })

  it('two megabytes of metadata do not matter', async () => {
    const note = join(bench.folder, 'note.txt')
    await writeFile(note, `;FFMETADATA1\ncomment=${'x'.repeat(800)}\n${'y=z\n'.repeat(300_000)}`)
    const video = await probe('noted.mkv', [
      ...lavfi('testsrc=s=64x48:r=10:d=1'),
      '-i',
      note,
      '-map_metadata',
      '1',
      ...h264,
    ])
    expect(await collect(bench.media.readFrames(trimVideo(video, { start: 3, count: 4 })))).toHaveLength(4)
  })

  it('cancelling the slowest edit is over only when its process is gone', async () => {
    const source = await probe('slow.mp4', [...lavfi('testsrc=s=640x480:r=10:d=4'), ...h264])
    const facts = { ...source.facts, frames: 240, fps: { num: 60, den: 1 } }
    const params = { num: 60, den: 1, method: 'motion' }
    const video: VideoValue = editedVideo({ op: 'fps', inputs: [source], params, facts })
    const before = bench.pids.length
    const encoding = bench.media.encode({ video, format: 'mp4', quality: 40, name: 'slow' })
    encoding.catch(() => undefined)
    await expect.poll(() => bench.pids.length).toBeGreaterThan(before)
    bench.abort.abort()
    await expect(encoding).rejects.toThrow(/abort/i)
    expect(bench.pids.filter(isAlive)).toEqual([])
  })
})
