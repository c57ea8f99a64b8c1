import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoFormat } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { readZip } from '../../server/bundle/zip-file.ts'
import { carriedIn } from '../../server/file-metadata/carried.ts'
import { readPngTexts } from '../../server/file-metadata/png-texts.ts'
import { readTexts } from '../../server/file-metadata/read-texts.ts'
import { readZipTexts } from '../../server/file-metadata/zip-texts.ts'
import { withoutTexts } from '../../server/file-without-texts.ts'
import { probeVideo } from '../../server/media/probe.ts'
import { readTags } from '../../server/media/read-tags.ts'
import { builds, collect, type MediaBench, noiseFrames, openBench } from './media-fixture.ts'

const fps = { num: 8, den: 1 }
const formats: readonly Exclude<VideoFormat, 'png-zip'>[] = [
  'mp4',
  'mp4-h265',
  'mp4-av1',
  'webm',
  'mov-prores',
  'webp',
  'avif',
  'gif',
]
/** What the build of 2018 has no encoder or container for, or one that takes minutes. */
const newer: readonly VideoFormat[] = ['mp4-av1', 'avif']

describe.each(builds)('files that tell how they were made, with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  let video: VideoValue
  beforeEach(async () => {
    bench = await openBench(ffmpeg)
    video = await bench.media.writeFrames(noiseFrames(5, 66, 64), { width: 66, height: 64, fps })
  })
  afterEach(() => bench[Symbol.asyncDispose]())

  const carried = async (path: string) =>
    carriedIn(await readTexts(path, (file) => readTags(file, bench.work)))
  const workflow = (length: number) => ({
    ...{ format: 'reelgraph', text: 'a = b; #1 \\ “雪”\nnew line', long: 'é'.repeat(length) },
  })

  it.each(formats)('%s', async (format) => {
    const request = { video, format, quality: 50, name: 'clip', madeByModel: true }
    const encoding = bench.media.encode({ ...request, workflow: workflow(150_000) })
    if (newer.includes(format) && !ffmpeg.muxers.has('avif')) {
      if (format === 'avif')
        await expect(encoding).rejects.toMatchObject({ code: 'format-needs-newer-ffmpeg' })
      else await encoding
      return
    }
    const asset = await encoding
    const told = await carried(bench.pathOf(asset))
    expect(told.workflow).toEqual(workflow(150_000))
    expect(told.isMadeByModel).toBe(true)
    if (asset.mediaType.startsWith('video/')) {
      const facts = await probeVideo({ path: bench.pathOf(asset), name: '' }, bench.work)
      expect(facts).toMatchObject({ ...asset.video })
    }
    const copy = `${bench.folder}/copy.${asset.name.split('.').at(-1)!}`
    const bytes = await withoutTexts(bench.pathOf(asset), copy)
    if (!bytes) expect((await carried(copy)).workflow).toBeUndefined()
  })

  it('a zip of pictures holds every frame, is read back, and has the workflow beside them', async () => {
    const request = { video, format: 'png-zip', quality: 50, name: 'frames', madeByModel: true } as const
    const asset = await bench.media.encode({ ...request, workflow: workflow(10) })
    const entries = readZip(await readFile(bench.pathOf(asset)), 1e9)
    expect(entries.map(({ name }) => name)).toEqual([
      'workflow.json',
      ...[0, 1, 2, 3, 4].map((n) => `00000${n}.png`),
    ])
    expect(await carried(bench.pathOf(asset))).toMatchObject({ workflow: workflow(10), isMadeByModel: true })
    const pictures = entries.slice(1).map(({ bytes }) => carriedIn(readPngTexts(bytes)).isMadeByModel)
    expect(pictures).toEqual(entries.slice(1).map(() => true))
    const copy = (await withoutTexts(bench.pathOf(asset), '')) ?? Buffer.of()
    expect(readZip(copy, 1e9).map(({ name }) => name)).toEqual(entries.slice(1).map(({ name }) => name))
    expect(carriedIn(readZipTexts(copy))).toEqual({ notes: {}, isMadeByModel: false })
    const back = await bench.media.probe(asset)
    expect(back.facts).toMatchObject({ width: 66, height: 64, frames: 5, fps: { num: 24, den: 1 } })
    const frames = await collect(bench.media.readFrames(back, { start: 1, count: 3 }))
    const given = (await collect(noiseFrames(5, 66, 64))).slice(1, 4)
    expect(frames.map(({ data }) => [...data])).toEqual(given.map(({ data }) => [...data]))
  })

  it.each(['flac', 'mp3', 'm4a', 'wav'] as const)('%s', async (format) => {
    const facts = { samples: 4800, channels: 2, sampleRate: 48_000 }
    const params = { wave: 'sine', frequency: 440, decibels: -12 }
    const audio = { source: { kind: 'edit', op: 'tone', params, inputs: [] }, facts } as const
    const request = { audio, format, kilobits: 96, name: 'tone', workflow: workflow(20_000) }
    const asset = await bench.media.encodeSound(request)
    expect((await carried(bench.pathOf(asset))).workflow).toEqual(workflow(20_000))
    const sound = await bench.media.probeSound({ ...asset, audio: undefined })
    expect(sound.facts.samples).toBeGreaterThanOrEqual(4800)
  })
})
