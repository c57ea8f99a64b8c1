import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { VideoValue } from '../../../nodes/sockets/video.socket.ts'
import { findFfmpeg } from '../../../server/media/ffmpeg-path.ts'
import { openFfmpeg } from '../../../server/media/ffmpeg-tools.ts'
import { createMediaAccess } from '../../../server/media/media.ts'
import type { Asset } from '../../../workflows/asset.ts'
import { measuredCommand, type Row } from './measured.ts'

const { ffmpeg } = await findFfmpeg()

/** One file as an asset, and the media access a node gets. */
async function openMedia(folder: string, file: string) {
  const intermediates = mkdtempSync(join(folder, 'frames-'))
  mkdirSync(intermediates, { recursive: true })
  const asset: Asset = {
    id: '0'.repeat(64),
    name: 'clip',
    mediaType: 'video/mp4',
    byteLength: 0,
    kind: 'video',
    createdAt: 0,
  }
  const media = createMediaAccess({
    intermediatesFolder: intermediates,
    assets: { get: () => Promise.resolve(asset), pathOf: () => file, putFile: () => Promise.resolve(asset) },
    signal: new AbortController().signal,
    ffmpeg: await openFfmpeg(),
  })
  return { media, video: await media.probe(asset) }
}

/** Decode → frames in our hands → lossless encode, against ffmpeg doing the same with the same settings. */
export async function benchFrames(folder: string): Promise<Row[]> {
  const clip = join(folder, 'frames.mkv')
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30:d=10', '-pix_fmt', 'bgr0']
  await measuredCommand(ffmpeg, [...source, '-c:v', 'ffv1', '-level', '3', '-g', '1', clip])
  const { media, video } = await openMedia(folder, clip)
  const start = performance.now()
  const made = await media.writeFrames(media.readFrames(video), video.facts)
  const ours = (performance.now() - start) / 1000
  const lossless = [
    '-c:v',
    'ffv1',
    '-level',
    '3',
    '-g',
    '1',
    '-slices',
    '4',
    '-slicecrc',
    '1',
    '-pix_fmt',
    'bgr0',
  ]
  const theirs = await measuredCommand(ffmpeg, ['-i', clip, ...lossless, join(folder, 'theirs.mkv')])
  const same = (await hashOf(media.readFrames(made))) === (await hashOf(media.readFrames(video)))
  return [
    { what: '300 frames of 720p through our hands', value: `${ours.toFixed(2)} s`, goal: '' },
    { what: 'ffmpeg with the same settings', value: `${theirs.seconds.toFixed(2)} s`, goal: '' },
    { what: 'ours ÷ theirs', value: (ours / theirs.seconds).toFixed(2), goal: '≤ 1.25' },
    { what: 'every frame bit by bit the same', value: String(same), goal: 'true' },
  ]
}

async function hashOf(frames: AsyncIterable<{ readonly data: Uint8Array }>): Promise<string> {
  const hash = createHash('sha256')
  for await (const { data } of frames) hash.update(data)
  return hash.digest('hex')
}

/** Single frames out of ten minutes with a key frame every 250. */
export async function benchSeek(folder: string): Promise<Row[]> {
  const clip = join(folder, 'long.mp4')
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=640x360:r=30:d=600', '-pix_fmt', 'yuv420p']
  const gop = ['-g', '250', '-keyint_min', '250', '-sc_threshold', '0']
  await measuredCommand(ffmpeg, [
    ...source,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-bf',
    '2',
    ...gop,
    clip,
  ])
  const { media, video } = await openMedia(folder, clip)
  const places = [1, 249, 250, 6_100, 12_499, 17_999]
  const times: number[] = []
  let isExact = true
  for (const start of places) {
    const begin = performance.now()
    const found = await hashOf(media.readFrames(video, { start, count: 1 }))
    times.push(performance.now() - begin)
    isExact &&= found === (await hashOf(byCounting(video, media, start)))
  }
  const milliseconds = (value: number) => `${value.toFixed(0)} ms`
  return [
    {
      what: 'one frame of a 10-minute 360p clip: median',
      value: milliseconds(median(times)),
      goal: '< 300 ms',
    },
    {
      what: 'the slowest (the last before a key frame)',
      value: milliseconds(Math.max(...times)),
      goal: '< 300 ms',
    },
    { what: `frames ${places.join(', ')} are those found by counting`, value: String(isExact), goal: 'true' },
  ]
}

/** The same frame without seeking: everything before it is decoded and dropped. */
function byCounting(video: VideoValue, media: Awaited<ReturnType<typeof openMedia>>['media'], start: number) {
  const { file } = video.facts
  const counted = {
    ...video,
    facts: { ...video.facts, ...(file && { file: { ...file, isSeekable: false } }) },
  }
  return media.readFrames(counted, { start, count: 1 })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
