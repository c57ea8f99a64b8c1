import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoFormat } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { carriedIn } from '../../server/file-metadata/carried.ts'
import { readTexts } from '../../server/file-metadata/read-texts.ts'
import { withoutTexts } from '../../server/file-without-texts.ts'
import { probeVideo } from '../../server/media/probe.ts'
import { readTags } from '../../server/media/read-tags.ts'
import { builds, type MediaBench, noiseFrames, openBench } from './media-fixture.ts'

const fps = { num: 8, den: 1 }
const formats: readonly VideoFormat[] = [
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

  it.each(['flac', 'mp3', 'm4a'] as const)('%s', async (format) => {
    const facts = { samples: 4800, channels: 2, sampleRate: 48_000 }
    const params = { wave: 'sine', frequency: 440, decibels: -12 }
    const audio = { source: { kind: 'edit', op: 'tone', params, inputs: [] }, facts } as const
    const request = { audio, format, kilobits: 96, name: 'tone', workflow: workflow(20_000) }
    const asset = await bench.media.encodeSound(request)
    expect((await carried(bench.pathOf(asset))).workflow).toEqual(workflow(20_000))
  })
})
