import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { changeFps, concatVideos, scaleVideo } from '../../nodes/video/video-edits.ts'
import type { ConcatParams } from '../../nodes/video/video-facts.ts'
import { probeVideo } from '../../server/media/probe.ts'
import {
  builds,
  collect,
  flatFrames,
  lavfi,
  type MediaBench,
  meanColor,
  noiseFrames,
  openBench,
} from './media-fixture.ts'

const fps = { num: 8, den: 1 }
const cut: ConcatParams = { join: 'cut', frames: 0 }
const crossfade = (frames: number): ConcatParams => ({ join: 'crossfade', frames })

describe.each(builds)('joining clips with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  beforeEach(async () => {
    bench = await openBench(ffmpeg)
  })
  afterEach(() => bench[Symbol.asyncDispose]())

  const flat = (count: number, color: readonly number[], size = { width: 32, height: 32 }) =>
    bench.media.writeFrames(flatFrames(count, color, size), { ...size, fps })

  async function framesOf(video: VideoValue) {
    const frames = await collect(bench.media.readFrames(video))
    expect(frames).toHaveLength(video.facts.frames)
    return frames
  }

  it('a cut changes no pixel of clips that fit', async () => {
    const clips = [noiseFrames(5, 32, 32), noiseFrames(4, 32, 32), noiseFrames(3, 32, 32)]
    const videos = []
    for (const clip of clips) videos.push(await bench.media.writeFrames(clip, { width: 32, height: 32, fps }))
    const joined = await framesOf(concatVideos(videos, cut))
    const wanted = await Promise.all([5, 4, 3].map((count) => collect(noiseFrames(count, 32, 32))))
    expect(joined.map(({ data }) => [...data])).toEqual(wanted.flat().map(({ data }) => [...data]))
  })

  it('a crossfade goes from all of one to all of the other', async () => {
    const joined = concatVideos([await flat(17, [250, 0, 0]), await flat(17, [0, 0, 250])], crossfade(4))
    expect(joined.facts.frames).toBe(30)
    const reds = (await framesOf(joined)).map((frame) => Math.round(meanColor(frame)[0]!))
    expect(reds.slice(0, 13)).toEqual(Array.from({ length: 13 }, () => 250))
    ;[250, 188, 125, 63].forEach((red, at) => expect(Math.abs(reds[13 + at]! - red)).toBeLessThanOrEqual(2))
    expect(reds.slice(17)).toEqual(Array.from({ length: 13 }, () => 0))
  })

  it('a soft crossfade leaves one and reaches the other slowly', async () => {
    const [red, blue] = [await flat(17, [250, 0, 0]), await flat(17, [0, 0, 250])]
    const reds = (await framesOf(concatVideos([red, blue], { join: 'ease', frames: 8 })))
      .slice(8, 18)
      .map((frame) => Math.round(meanColor(frame)[0]!))
    const wanted = [250, 250, 246, 224, 181, 125, 69, 26, 4, 0]
    wanted.forEach((value, at) => expect(Math.abs(reds[at]! - value)).toBeLessThanOrEqual(2))
  })

  it.each([
    { rate: { num: 24000, den: 1001 }, counts: [31, 7, 18], overlap: 6 },
    { rate: { num: 60, den: 1 }, counts: [2, 2], overlap: 1 },
    { rate: { num: 16, den: 1 }, counts: [9, 5, 9], overlap: 5 },
    { rate: { num: 16, den: 1 }, counts: [5, 5], overlap: 5 },
  ])(
    '$counts frames with crossfades of $overlap have the predicted length',
    async ({ rate, counts, overlap }) => {
      const videos = []
      for (const count of counts)
        videos.push(
          await bench.media.writeFrames(noiseFrames(count, 16, 16), { width: 16, height: 16, fps: rate }),
        )
      await framesOf(concatVideos(videos, crossfade(overlap)))
    },
  )

  it('brings other sizes and rates to those of the first', async () => {
    const size = { width: 51, height: 33 }
    const other = await bench.media.writeFrames(flatFrames(50, [0, 200, 0], size), {
      ...size,
      fps: { num: 30000, den: 1001 },
    })
    const joined = concatVideos([await flat(8, [200, 0, 0]), other], cut)
    expect(joined.facts).toMatchObject({ width: 32, height: 32, fps, frames: 8 + 13 })
    const frames = await framesOf(joined)
    const color = meanColor(frames[20]!)
    ;[0, 200, 0].forEach((value, channel) => expect(Math.abs(color[channel]! - value)).toBeLessThanOrEqual(1))
    const asset = await bench.media.encode({ video: joined, format: 'mp4', quality: 80, name: 'joined' })
    expect(asset.video?.frames).toBe(21)
  })

  it('a chain of edits is one ffmpeg process', async () => {
    const clip = await flat(12, [10, 20, 30])
    const small = scaleVideo(clip, { width: 24, height: 18, fit: 'contain', flags: 'lanczos' })
    const chain = changeFps(concatVideos([small, clip, small], crossfade(3)), { num: 25, den: 1 })
    const before = bench.pids.length
    await bench.media.encode({ video: chain, format: 'mp4', quality: 80, name: 'chain' })
    expect(bench.pids.length - before).toBe(1)
  })

  it.each([cut, crossfade(5)])('joins sound as well ($join), silence where there is none', async (params) => {
    const asset = await bench.make('sound.mp4', [
      ...lavfi('testsrc=s=64x48:r=10:d=2'),
      ...[...lavfi('sine=f=440:d=2'), '-c:a', 'aac', '-pix_fmt', 'yuv420p'],
    ])
    const sounding = await bench.media.probe(asset)
    const joined = concatVideos([await flat(8, [0, 0, 0]), sounding, sounding], params)
    const saved = await bench.media.encode({ video: joined, format: 'mp4', quality: 60, name: 'joined' })
    const facts = await probeVideo({ path: bench.pathOf(saved), name: '' }, bench.work)
    expect(facts).toMatchObject({ ...joined.facts, hasAudio: true })
  })
})
