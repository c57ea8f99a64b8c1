import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VideoFormat } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { concatVideos, editedVideo, scaleVideo, trimVideo } from '../../nodes/video/video-edits.ts'
import { builds, lavfi, type MediaBench, openBench } from './media-fixture.ts'

const run = promisify(execFile)

/** Every edit that could lose bits, with params that leave the greys between black and white. */
const edits: Readonly<Record<string, (video: VideoValue) => VideoValue>> = {
  none: (video) => video,
  places: (video) => {
    const cut = trimVideo(video, { start: 1, count: 3 })
    const turned = edit('rotate', edit('flip', cut, { direction: 'both' }), {
      degrees: 180,
      color: '#000000',
    })
    const facts = { ...turned.facts, height: 48 }
    const params = { x: 0, y: 0, color: '#808080' }
    return edit('reverse', editedVideo({ op: 'pad', inputs: [turned], params, facts }))
  },
  scale: (video) => scaleVideo(video, { width: 320, height: 32, fit: 'stretch', flags: 'bicubic' }),
  invert: (video) => edit('invert', video),
  'adjust-colors': (video) =>
    edit('adjust-colors', video, { brightness: 0.02, contrast: 0.9, saturation: 1.1, gamma: 1.1, hue: 0 }),
  'scale-colors': (video) => {
    const channel = { gain: 0.9, offset: 5 }
    return edit('scale-colors', video, { red: channel, green: channel, blue: channel })
  },
  blur: (video) => edit('blur', video, { radius: 1 }),
  sharpen: (video) => edit('sharpen', video, { amount: 0.3, size: 5 }),
  denoise: (video) => edit('denoise', video, { strength: 2, method: 'fast' }),
  fade: (video) => edit('fade', video, { fadeIn: 3, fadeOut: 0, color: '#000000' }),
  hue: (video) =>
    edit('adjust-colors', video, { brightness: 0, contrast: 1, saturation: 1, gamma: 1, hue: 20 }),
  crossfade: (video) => concatVideos([video, video], { join: 'crossfade', frames: 2 }),
  overlay: (video) => {
    const params = { x: 0, y: 0, width: 16, height: 16, opacity: 0.5, mode: 'normal', start: 0 }
    const facts = video.facts
    return editedVideo({ op: 'overlay', inputs: [video, video], params, facts })
  },
  grid: (video) => {
    const params = { columns: 1, width: 256, height: 32, gap: 0, color: '#000000' }
    const facts = { ...video.facts, height: 64 }
    return editedVideo({ op: 'grid', inputs: [video, video], params, facts })
  },
}

/** Those the build of 2018 writes, then the others. */
const formats = ['mp4', 'mp4-h265', 'webm', 'mov-prores', 'mp4-av1', 'avif'] as const

/** The filters of 2018 know fewer edits with 10 bits. */
const eightBitsIn2018 = ['sharpen', 'fade', 'overlay']

const edit = (op: string, video: VideoValue, params = {}) =>
  editedVideo({ op, inputs: [video], params, facts: video.facts })

describe.each(builds)('10 bits with ffmpeg of %s', (_, ffmpeg) => {
  const isOld = !ffmpeg.filters.has('xfade')
  let bench: MediaBench
  let source: VideoValue
  beforeAll(async () => {
    bench = await openBench(ffmpeg)
    // 256 neighbouring greys of the 1024: with 8 bits only 64 of them are left.
    const ramp = "nullsrc=s=256x32:r=8:d=0.5,format=yuv420p10le,geq=lum='320+X':cb=512:cr=512"
    const lossless = ['-c:v', 'ffv1', '-pix_fmt', 'yuv420p10le', '-colorspace', 'bt709', '-color_range', 'tv']
    source = await bench.media.probe(await bench.make('ramp.mkv', [...lavfi(ramp), ...lossless]))
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  const encode = (video: VideoValue, format: Exclude<VideoFormat, 'png-zip'>) =>
    bench.media.encode({ video, format, quality: 100, name: 'fine', pixelFormat: 'yuv420p10le' })

  /** Share of pixels of the first row whose brightness is none that 8 bits have. */
  async function fineShare(path: string): Promise<number> {
    const raw = ['-pix_fmt', 'gray10le', '-f', 'rawvideo', '-']
    const last = ['-v', 'error', '-i', path, '-map', '0:v', '-vf', 'crop=iw:16:0:0,extractplanes=y']
    const options = { encoding: 'buffer', maxBuffer: 1 << 26 } as const
    const { stdout } = await run(ffmpeg.ffmpeg, [...last, ...raw], options)
    const frame = new Uint16Array(stdout.buffer, stdout.byteOffset, stdout.length / 2).slice(-256 * 16)
    return frame.filter((value) => value % 4 !== 0).length / frame.length
  }

  it.each(Object.keys(edits))('come through: %s', async (name) => {
    const asset = await encode(edits[name]!(source), 'mp4-h265')
    const share = await fineShare(bench.pathOf(asset))
    if (isOld && eightBitsIn2018.includes(name)) expect(share).toBeLessThan(0.6)
    else expect(share).toBeGreaterThan(0.7)
  })

  it('come through a chain of them in one run', async () => {
    const chain = ['scale', 'invert', 'adjust-colors', 'crossfade', 'grid']
    const before = bench.pids.length
    const asset = await encode(
      chain.reduce((video, name) => edits[name]!(video), source),
      'mp4-h265',
    )
    expect(bench.pids.length - before).toBe(1)
    expect(await fineShare(bench.pathOf(asset))).toBeGreaterThan(0.65)
  })

  it.each(isOld ? formats.slice(0, 4) : formats)('are written as %s', async (format) => {
    const asset = await encode(source, format)
    const { facts } = await bench.media.probe({ ...asset, video: undefined })
    expect(facts).toMatchObject({ frames: 4, file: { bitDepth: 10 } })
    expect(await fineShare(bench.pathOf(asset))).toBeGreaterThan(0.7)
  })

  it.each(['yuv422p10le', 'yuv444p10le'])('%s is still that behind an edit', async (pixelFormat) => {
    const lossless = ['-c:v', 'ffv1', '-pix_fmt', pixelFormat, '-colorspace', 'bt709', '-color_range', 'tv']
    const file = await bench.make(`${pixelFormat}.mkv`, [...lavfi('testsrc=s=64x32:r=8:d=0.5'), ...lossless])
    const video = edits.invert!(await bench.media.probe(file))
    const request = { video, format: 'mp4-h265', quality: 100, name: 'fine', pixelFormat } as const
    const { facts } = await bench.media.probe({ ...(await bench.media.encode(request)), video: undefined })
    expect(facts.file).toMatchObject({ bitDepth: 10, pixelFormat })
  })
})
