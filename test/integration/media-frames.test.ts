import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMediaAccess } from '../../server/media/media.ts'
import { rawLimitBytes } from '../../server/media/raw-frames.ts'
import {
  builds,
  collect,
  isAlive,
  type MediaBench,
  noiseFrames,
  openBench,
  unfinished,
} from './media-fixture.ts'

describe.each(builds)('frames with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  beforeEach(async () => {
    bench = await openBench(ffmpeg)
  })
  afterEach(() => bench[Symbol.asyncDispose]())

  it.each([
    { count: 9, width: 97, height: 55, fps: { num: 24000, den: 1001 } },
    { count: 17, width: 96, height: 96, fps: { num: 8, den: 1 } },
    { count: 1, width: 4, height: 2, fps: { num: 30000, den: 1001 } },
    // More than is kept without a codec.
    { count: 37, width: 640, height: 480, fps: { num: 8, den: 1 } },
  ])('$count frames of $width×$height come back bit by bit', async ({ count, width, height, fps }) => {
    const video = await bench.media.writeFrames(noiseFrames(count, width, height), { width, height, fps })
    expect(video.facts).toEqual({ width, height, fps, frames: count, hasAudio: false })
    const given = await collect(noiseFrames(count, width, height))
    const back = await collect(bench.media.readFrames(video))
    expect(back.map(({ data }) => Buffer.from(data).toString('base64'))).toEqual(
      given.map(({ data }) => Buffer.from(data).toString('base64')),
    )
    expect(await unfinished(bench)).toEqual([])
  })

  it('reads exactly the window that was asked for', async () => {
    const size = { width: 32, height: 18, fps: { num: 30000, den: 1001 } }
    const video = await bench.media.writeFrames(noiseFrames(40, 32, 18), size)
    const all = await collect(noiseFrames(40, 32, 18))
    const part = await collect(bench.media.readFrames(video, { start: 31, count: 5 }))
    expect(part.map(({ data }) => [...data])).toEqual(all.slice(31, 36).map(({ data }) => [...data]))
  })

  it.each(['cover', 'contain', 'stretch'] as const)('brings frames to a size: %s', async (fit) => {
    const video = await bench.media.writeFrames(noiseFrames(3, 33, 17), {
      ...{ width: 33, height: 17, fps: { num: 8, den: 1 } },
    })
    const frames = await collect(bench.media.readFrames(video, { size: { width: 21, height: 35, fit } }))
    expect(frames.map(({ width, height, data }) => [width, height, data.length])).toEqual(
      Array.from({ length: 3 }, () => [21, 35, 21 * 35 * 3]),
    )
  })

  it('a reader that stops early ends ffmpeg', async () => {
    const video = await bench.media.writeFrames(noiseFrames(60, 320, 240), {
      ...{ width: 320, height: 240, fps: { num: 8, den: 1 } },
    })
    const size = { width: 160, height: 120, fit: 'stretch' } as const
    for await (const frame of bench.media.readFrames(video, { size })) if (frame.width) break
    expect(bench.pids.length).toBe(1)
    expect(bench.pids.filter(isAlive)).toEqual([])
  })

  it('takes no more frames than ffmpeg reads: a slow encoder does not fill the memory', async () => {
    const path = join(bench.folder, 'never-reads')
    await writeFile(path, '#!/bin/sh\nsleep 0.5\nexit 1\n', { mode: 0o755 })
    const media = createMediaAccess({ ...bench.work, ffmpeg: { ...ffmpeg, ffmpeg: path } })
    let taken = 0
    async function* endless() {
      for (;;) {
        taken++
        yield* noiseFrames(1, 256, 256)
      }
    }
    const format = { width: 256, height: 256, fps: { num: 8, den: 1 } }
    await expect(media.writeFrames(endless(), format)).rejects.toMatchObject({ code: 'ffmpeg-failed' })
    expect(taken).toBeLessThan(rawLimitBytes / (256 * 256 * 3) + 5)
  })

  it('a frame of another size is refused and leaves nothing behind', async () => {
    const format = { width: 32, height: 32, fps: { num: 8, den: 1 } }
    await expect(bench.media.writeFrames(noiseFrames(2, 16, 16), format)).rejects.toMatchObject({
      code: 'frame-size-wrong',
    })
    expect(await unfinished(bench)).toEqual([])
    expect(bench.pids.filter(isAlive)).toEqual([])
  })

  it('a source that fails hands its own error on', async () => {
    async function* failing() {
      yield* noiseFrames(1, 32, 32)
      throw new Error('the model broke')
    }
    const format = { width: 32, height: 32, fps: { num: 8, den: 1 } }
    await expect(bench.media.writeFrames(failing(), format)).rejects.toThrow('the model broke')
    expect(bench.pids.filter(isAlive)).toEqual([])
  })

  it('cancelling in the middle of writing leaves no process and no file', async () => {
    async function* endless() {
      for (;;) {
        yield* noiseFrames(1, 64, 64)
        if (bench.pids.length) bench.abort.abort()
      }
    }
    const format = { width: 64, height: 64, fps: { num: 8, den: 1 } }
    await expect(bench.media.writeFrames(endless(), format)).rejects.toThrow(/abort/i)
    expect(bench.pids.filter(isAlive)).toEqual([])
    expect(await unfinished(bench)).toEqual([])
  })
})
