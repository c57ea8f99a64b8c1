import type { ImageAccess, MediaAccess, RgbFrame } from '../../nodes/run-context.ts'
import type { Asset, VideoFacts } from '../../workflows/asset.ts'
import { probeAnimatedWebp } from './animated-webp.ts'
import { encode } from './encode.ts'
import { probeImage, readImage, writeImage } from './image-files.ts'
import { lazyWork, type MediaSetup, type MediaWork } from './media-setup.ts'
import { probeVideo } from './probe.ts'
import { readFrames } from './read-frames.ts'
import { writeFrames } from './write-frames.ts'

/** Video for nodes: real files and real ffmpeg processes, all ended by the set-up's signal. */
export function createMediaAccess(setup: MediaSetup): MediaAccess {
  const work = lazyWork(setup)
  return {
    async probe(asset) {
      const facts = await probeAsset(asset, await work())
      return { source: { kind: 'asset', assetId: asset.id }, facts }
    },
    readFrames: (video, window = {}) => later(async () => readFrames(video, window, await work())),
    writeFrames: async (frames, facts) => writeFrames(frames, facts, await work()),
    encode: async (request) => encode(request, await work()),
  }
}

/** Pictures for nodes. */
export function createImageAccess(setup: Pick<MediaSetup, 'intermediatesFolder' | 'assets'>): ImageAccess {
  const fileOf = async (asset: Asset) => ({ path: await setup.assets.pathOf(asset), name: asset.name })
  return {
    probe: async (asset) => probeImage(await fileOf(asset)),
    read: async ({ assetId }, size) => readImage(await fileOf(await setup.assets.get(assetId)), size),
    write: (frame, request) => writeImage(frame, request, setup),
  }
}

async function probeAsset(asset: Asset, work: MediaWork): Promise<VideoFacts> {
  const file = { path: await work.assets.pathOf(asset), name: asset.name }
  return asset.mediaType === 'image/webp' ? probeAnimatedWebp(file) : probeVideo(file, work)
}

async function* later(frames: () => Promise<AsyncIterable<RgbFrame>>): AsyncGenerator<RgbFrame> {
  yield* await frames()
}
