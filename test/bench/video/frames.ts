import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
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

/** Single frames out of ten minutes with a key frame every 250, beside ffmpeg seeking by hand. */
export async function benchSeek(folder: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const size of ['640x360', '1280x720'] as const) rows.push(...(await seekRows(folder, size)))
  return rows
}

const places = [1, 249, 250, 6_100, 12_499, 17_999]

async function seekRows(folder: string, size: string): Promise<Row[]> {
  const clip = await tenMinutes(folder, size)
  const { media, video } = await openMedia(folder, clip)
  const [times, bare]: [number[], number[]] = [[], []]
  let isExact = true
  for (const start of places) {
    const begin = performance.now()
    const found = await hashOf(media.readFrames(video, { start, count: 1 }))
    times.push(performance.now() - begin)
    const seconds = ['-ss', String((start - 0.5) / 30), '-i', clip, '-frames:v', '1', '-pix_fmt', 'rgb24']
    bare.push(1000 * (await measuredCommand(ffmpeg, [...seconds, '-f', 'rawvideo', '/dev/null'])).seconds)
    isExact &&= size !== '640x360' || found === (await hashOf(byCounting(video, media, start)))
  }
  const milliseconds = (values: readonly number[]) =>
    `${median(values).toFixed(0)} ms (slowest ${Math.max(...values).toFixed(0)})`
  const what = `one frame of 10 minutes, ${size}, GOP 250`
  return [
    { what, value: milliseconds(times), goal: '< 300 ms' },
    { what: 'the same by hand', value: milliseconds(bare), goal: '' },
    ...(size === '640x360'
      ? [
          {
            what: `frames ${places.join(', ')} are those found by counting`,
            value: String(isExact),
            goal: 'true',
          },
        ]
      : []),
  ]
}

/** Twelve times the same 50 s: six whole groups of pictures, copied one after another. */
async function tenMinutes(folder: string, size: string): Promise<string> {
  const [part, list, clip] = ['part.mp4', 'list.txt', 'long.mp4'].map((name) =>
    join(folder, `${size}-${name}`),
  )
  if (!part || !list || !clip) throw new RangeError('three names')
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=30:d=50`, '-pix_fmt', 'yuv420p']
  const gop = ['-g', '250', '-keyint_min', '250', '-sc_threshold', '0', '-bf', '2']
  await measuredCommand(ffmpeg, [...source, '-c:v', 'libx264', '-preset', 'veryfast', ...gop, part])
  writeFileSync(list, `file '${part}'\n`.repeat(12))
  await measuredCommand(ffmpeg, ['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', clip])
  return clip
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
