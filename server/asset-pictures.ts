import { access, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { RgbFrame } from '../nodes/run-context.ts'
import type { VideoValue } from '../nodes/sockets/video.socket.ts'
import { waveform } from '../nodes/audio/waveform.ts'
import { everyNth } from '../nodes/video/video-edits.ts'
import { sizeWithin } from '../nodes/video/video-facts.ts'
import type { Asset } from '../workflows/asset.ts'
import type { Sprite } from '../workflows/asset-library.ts'
import { BugFailure, UserFailure } from '../workflows/failure.ts'
import { createMediaAccess } from './media/media.ts'
import { finishedFile } from './media/temporary-folder.ts'
import type { AssetStore } from './storage/asset-store.ts'
import { openSharp } from './media/open-sharp.ts'

/** Small pictures of assets, made when they are first asked for. */
export interface AssetPictures {
  /** A WebP within 256 pixels; of a sound, its waveform. @throws UserFailure `asset-missing`, `asset-without-picture` */
  thumbnail(asset: Asset): Promise<string>
  /** Frames of a clip beside each other in one WebP, to be shown one after another under the pointer. */
  sprite(asset: Asset): Promise<{ readonly file: string; readonly sprite: Sprite }>
}

const thumbnailSide = 256
const waveformSize = { width: 256, height: 128 }
const spriteWidth = 160
const spriteFrames = 24
/** Up to so many frames the clip is read through; of a longer one the places are sought. */
const readThrough = 480
const timeoutMs = 60_000

interface PicturesOptions {
  readonly assets: AssetStore
  /** For the pictures; unfinished ones lie in it too. */
  readonly folder: string
}

export function makeAssetPictures({ assets, folder }: PicturesOptions): AssetPictures {
  const making = new Map<string, Promise<string>>()

  /** Twice asked for, made once; one at a time, as a library of new clips asks for all of them. */
  let last: Promise<unknown> = Promise.resolve()
  function kept(name: string, make: () => Promise<Buffer>): Promise<string> {
    const target = path.join(folder, name)
    const now = making.get(name) ?? last.then(() => existing(target, make))
    making.set(name, now)
    last = now.catch(() => undefined).finally(() => making.delete(name))
    return now
  }

  const media = () => mediaOf({ assets, folder })

  async function frames(asset: Asset, count: number, width: number): Promise<readonly RgbFrame[]> {
    const video = await media().probe(asset)
    const size = { ...sizeAt(video, width), fit: 'stretch' as const }
    const list: RgbFrame[] = []
    for (const { value, start } of places(video, count))
      for await (const frame of media().readFrames(value, {
        start: start ?? 0,
        ...(start !== undefined && { count: 1 }),
        size,
      }))
        list.push(frame)
    return list.slice(0, count)
  }

  async function waveformOf(asset: Asset): Promise<Buffer> {
    const sound = await media().probeSound(asset)
    const { samples } = sound.facts
    const frame = await waveform(media().readSound(sound), { samples, ...waveformSize })
    return webp([frame], frame)
  }

  async function thumbnailOf(asset: Asset): Promise<Buffer> {
    if (asset.video && asset.mediaType !== 'image/webp') {
      const [frame] = await frames(asset, 1, Math.min(thumbnailSide, asset.video.width))
      if (frame) return webp([frame], frame)
    }
    if (asset.audio) return waveformOf(asset)
    if (!asset.image && !asset.video) throw new UserFailure('asset-without-picture', { name: asset.name })
    const sharp = await openSharp()
    const picture = sharp(assets.pathOf(asset.id)).autoOrient()
    return picture
      .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer()
  }

  return {
    thumbnail: (asset) => kept(`${asset.id}.webp`, () => thumbnailOf(asset)),
    async sprite(asset) {
      if (!asset.video) throw new UserFailure('asset-without-picture', { name: asset.name })
      const count = Math.min(spriteFrames, asset.video.frames)
      const { width, height } = sizeAt({ facts: asset.video }, spriteWidth)
      const file = await kept(`${asset.id}-sprite.webp`, async () => {
        const list = await frames(asset, count, spriteWidth)
        return webp(list, { width, height })
      })
      return { file, sprite: { frames: count, width, height } }
    },
  }
}

function sizeAt({ facts }: Pick<VideoValue, 'facts'>, width: number) {
  return sizeWithin(facts, Math.max(width, Math.round((width * facts.height) / facts.width)))
}

/** Evenly over the clip: one read of a short one, single frames of a long one. */
function places(video: VideoValue, count: number): readonly { value: VideoValue; start?: number }[] {
  const { frames } = video.facts
  if (count === 1) return [{ value: video, start: Math.floor(frames / 3) }]
  if (frames <= readThrough) return [{ value: everyNth(video, Math.max(1, Math.floor(frames / count))) }]
  return Array.from({ length: count }, (_, index) => ({
    value: video,
    start: Math.floor((index * frames) / count),
  }))
}

async function existing(target: string, make: () => Promise<Buffer>): Promise<string> {
  const isThere = await access(target).then(
    () => true,
    () => false,
  )
  if (isThere) return target
  await mkdir(path.dirname(target), { recursive: true })
  return finishedFile(target, async (file) => {
    const sharp = await openSharp()
    const picture = sharp(await make())
    await picture.webp({ quality: 70 }).toFile(file)
  })
}

/** Frames from left to right. */
async function webp(
  frames: readonly RgbFrame[],
  { width, height }: { width: number; height: number },
): Promise<Buffer> {
  const parts = frames.map((frame, index) => ({
    input: Buffer.from(frame.data),
    raw: { width: frame.width, height: frame.height, channels: 3 as const },
    ...{ left: index * width, top: 0 },
  }))
  const canvas = {
    width: width * Math.max(1, frames.length),
    height,
    channels: 3 as const,
    background: '#000',
  }
  const sharp = await openSharp()
  return sharp({ create: canvas }).composite(parts).webp({ quality: 80 }).toBuffer()
}

/** Reads assets, stores nothing, and gives up in time. */
function mediaOf({ assets, folder }: PicturesOptions) {
  const noStore = () => Promise.reject(new BugFailure('unexpected', { detail: 'a picture stores nothing' }))
  return createMediaAccess({
    intermediatesFolder: folder,
    assets: {
      get: (id) => Promise.resolve(assets.get(id)),
      putFile: noStore,
      pathOf: ({ id }) => assets.pathOf(id),
    },
    signal: AbortSignal.timeout(timeoutMs),
  })
}
