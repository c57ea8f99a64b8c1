import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import type { ImageAccess, MediaAccess, RgbFrame } from '../../nodes/run-context.ts'
import type { NewAsset } from '../../server/media/asset-port.ts'
import { findFfmpeg, inPackage } from '../../server/media/ffmpeg-path.ts'
import { type FfmpegTools, openFfmpeg } from '../../server/media/ffmpeg-tools.ts'
import { createImageAccess, createMediaAccess } from '../../server/media/media.ts'
import type { MediaWork } from '../../server/media/media-setup.ts'
import type { Asset } from '../../workflows/asset.ts'

const run = promisify(execFile)

const packaged = { ffmpeg: await inPackage('ffmpeg'), ffprobe: await inPackage('ffprobe') }
const found = await findFfmpeg()

/** The ffmpeg everyone has, and the one of this machine where it is another. */
export const builds: readonly (readonly [string, FfmpegTools])[] = [
  ['the npm package', await openFfmpeg(packaged)],
  ...(found.ffmpeg === packaged.ffmpeg ? [] : [['the system', await openFfmpeg(found)] as const]),
]

/** A folder, an asset store in memory and both accesses over one ffmpeg. */
export interface MediaBench extends AsyncDisposable {
  readonly folder: string
  readonly intermediates: string
  readonly media: MediaAccess
  readonly images: ImageAccess
  readonly work: MediaWork
  readonly abort: AbortController
  /** Of every process that was started. */
  readonly pids: readonly number[]
  add(path: string, change?: Partial<Asset>): Promise<Asset>
  pathOf(asset: Asset): string
  /** Makes a file with ffmpeg's generators: arguments before the file's name. */
  make(name: string, args: readonly string[]): Promise<Asset>
}

export async function openBench(ffmpeg: FfmpegTools): Promise<MediaBench> {
  const folder = await mkdtemp(join(tmpdir(), 'reelgraph-media-'))
  const intermediates = join(folder, 'results')
  await mkdir(join(folder, 'assets'), { recursive: true })
  const store = new Map<string, Asset>()
  const pathOf = (asset: Asset) => join(folder, 'assets', asset.id)
  const put = async (path: string, asset: NewAsset): Promise<Asset> => {
    const id = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    const stored = { ...asset, id, byteLength: (await stat(path)).size, createdAt: 0 }
    await copyFile(path, pathOf(stored))
    store.set(id, stored)
    return stored
  }
  const abort = new AbortController()
  const pids: number[] = []
  const assets = {
    get: (id: string) => Promise.resolve(store.get(id)!),
    pathOf,
    putFile: put,
  }
  const work: MediaWork = {
    ...{ intermediatesFolder: intermediates, assets, ffmpeg, signal: abort.signal },
    onSpawn: (pid) => pids.push(pid),
  }
  const add: MediaBench['add'] = (path, change = {}) =>
    put(path, {
      name: path.split('/').at(-1)!,
      mediaType: mediaTypes[extname(path)]!,
      kind: 'video',
      ...change,
    })
  return {
    ...{ folder, intermediates, work, abort, pids, add, pathOf },
    media: createMediaAccess(work),
    images: createImageAccess(work),
    async make(name, args) {
      const path = join(folder, name)
      await run(packaged.ffmpeg, ['-v', 'error', '-y', ...args, path])
      return add(path)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

const mediaTypes: Record<string, string> = {
  '.mp4': 'video/mp4',
  '.mkv': 'video/x-matroska',
  '.avi': 'video/x-msvideo',
  '.webm': 'video/webm',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.mp3': 'audio/mpeg',
}

export const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph]

export async function collect(frames: AsyncIterable<RgbFrame>): Promise<RgbFrame[]> {
  const list: RgbFrame[] = []
  for await (const frame of frames) list.push(frame)
  return list
}

/** Frames whose every byte differs from frame to frame, so that a lost or repeated one shows. */
export async function* noiseFrames(count: number, width: number, height: number): AsyncGenerator<RgbFrame> {
  let state = 1
  for (let index = 0; index < count; index++) {
    const data = new Uint8Array(width * height * 3)
    for (let at = 0; at < data.length; at++) data[at] = (state = (state * 48271) % 2147483647) & 255
    yield await Promise.resolve({ width, height, data })
  }
}

export async function* flatFrames(
  count: number,
  color: readonly number[],
  { width, height }: { width: number; height: number },
): AsyncGenerator<RgbFrame> {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => color[at % 3]!)
  for (let index = 0; index < count; index++) yield await Promise.resolve({ width, height, data })
}

/** Two frames of upright bands of colour; one corner pixel differs, so that encoders do not merge them. */
export async function* bands(colors: readonly (readonly number[])[], side: number): AsyncGenerator<RgbFrame> {
  const width = side * colors.length
  for (const corner of [0, 255]) {
    const data = Uint8Array.from(
      { length: width * side * 3 },
      (_, at) => colors[Math.floor((Math.floor(at / 3) % width) / side)]![at % 3]!,
    )
    data[0] = corner
    yield await Promise.resolve({ width, height: side, data })
  }
}

/** Mean of each channel. */
export function meanColor({ data }: RgbFrame): number[] {
  const sums = [0, 0, 0]
  data.forEach((value, at) => (sums[at % 3]! += value))
  return sums.map((sum) => (sum * 3) / data.length)
}

/** Everything in the folder of intermediates that is not a finished file. */
export async function unfinished(bench: MediaBench): Promise<string[]> {
  const files = await readdir(bench.intermediates).catch(() => [])
  return files.filter((file) => file.startsWith('.'))
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
