import { drawTextLine } from './draw-text.ts'
import type { ImageAccess, MediaAccess } from '../../nodes/run-context.ts'
import type { Asset, VideoFacts } from '../../workflows/asset.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { probeAnimatedWebp } from './animated-webp.ts'
import { hasVidstab } from './edits/stabilize.edit.ts'
import { encode } from './encode.ts'
import { encodeSound } from './encode-sound.ts'
import { probeImage, readImage, writeImage } from './image-files.ts'
import { encodeSequence } from './encode-sequence.ts'
import { probeSequence } from './image-sequence.ts'
import { lazyWork, type MediaSetup, type MediaWork } from './media-setup.ts'
import { probeVideo } from './probe.ts'
import { probeSound } from './probe-sound.ts'
import { readFrames } from './read-frames.ts'
import { readSound } from './read-sound.ts'
import { writeFrames } from './write-frames.ts'

/** Video for nodes: real files and real ffmpeg processes, all ended by the set-up's signal. */
export function createMediaAccess(setup: MediaSetup): MediaAccess {
  const work = lazyWork(setup)
  return {
    stabilizer: async () => (hasVidstab((await work()).ffmpeg.filters) ? 'vid.stab' : 'deshake'),
    async probe(asset) {
      // The same bytes have the same facts; those of older versions lack how the file is written.
      const facts = asset.video?.file ? asset.video : await probeAsset(asset, await work())
      return { source: { kind: 'asset', assetId: asset.id }, facts }
    },
    readFrames: (video, window = {}) => later(async () => readFrames(video, window, await work())),
    writeFrames: async (frames, facts) => writeFrames(frames, facts, await work()),
    encode: async (request) =>
      request.format === 'png-zip'
        ? encodeSequence(request, await work())
        : encode({ ...request, format: request.format }, await work()),
    probeSound: async (asset) => ({
      source: { kind: 'asset', assetId: asset.id },
      facts: asset.audio ?? (await probeSound(await fileOf(asset, setup), await work())),
    }),
    readSound: (audio) => later(async () => readSound(audio, await work())),
    encodeSound: async (request) => encodeSound(request, await work()),
  }
}

/** Pictures for nodes. */
export function createImageAccess(setup: Pick<MediaSetup, 'intermediatesFolder' | 'assets'>): ImageAccess {
  return {
    probe: async (asset) => probeImage(await fileOf(asset, setup)),
    read: async ({ assetId }, size) => readImage(await fileOf(await setup.assets.get(assetId), setup), size),
    write: (frame, request) => writeImage(frame, request, setup),
    drawLine: drawTextLine,
  }
}

async function probeAsset(asset: Asset, work: MediaWork): Promise<VideoFacts> {
  const file = await fileOf(asset, work)
  if (asset.mediaType === 'application/zip') {
    const facts = await probeSequence(file)
    if (!facts) throw new UserFailure('media-not-video', { name: asset.name, detail: 'no pictures in it' })
    return facts
  }
  return asset.mediaType === 'image/webp' ? probeAnimatedWebp(file) : probeVideo(file, work)
}

async function fileOf(asset: Asset, { assets }: Pick<MediaSetup, 'assets'>) {
  return { path: await assets.pathOf(asset), name: asset.name }
}

async function* later<T>(pieces: () => Promise<AsyncIterable<T>>): AsyncGenerator<T> {
  yield* await pieces()
}
