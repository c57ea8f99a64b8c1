import { join } from 'node:path'
import type { VideoSource } from '../../nodes/sockets/video.socket.ts'
import { animatedWebpFile } from './animated-webp.ts'
import type { Leaf } from './edit-graph.ts'
import type { MediaWork } from './media-setup.ts'

/** The file behind a source. @throws UserFailure `asset-missing` */
export async function leafOf(source: Exclude<VideoSource, { kind: 'edit' }>, work: MediaWork): Promise<Leaf> {
  if (source.kind === 'intermediate')
    return { path: join(work.intermediatesFolder, source.file), isIntermediate: true }
  const asset = await work.assets.get(source.assetId)
  if (asset.mediaType === 'image/webp')
    return { path: await animatedWebpFile(asset, work), isIntermediate: true }
  return { path: await work.assets.pathOf(asset), isIntermediate: false }
}
