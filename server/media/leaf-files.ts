import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { VideoSource } from '../../nodes/sockets/video.socket.ts'
import type { Asset, VideoFacts } from '../../workflows/asset.ts'
import { animatedWebpFile } from './animated-webp.ts'
import { sequenceFiles } from './image-sequence.ts'
import type { Leaf } from './leaf-pads.ts'
import type { MediaWork } from './media-setup.ts'
import { rawPath } from './raw-frames.ts'
import { finishedFile } from './temporary-folder.ts'
import { openSharp } from './open-sharp.ts'

/** The file behind a source. @throws UserFailure `asset-missing` */
export async function leafOf(
  source: Exclude<VideoSource, { kind: 'edit' }>,
  facts: VideoFacts,
  work: MediaWork,
): Promise<Leaf> {
  const raw = rawPath(source, work)
  if (raw) return { path: raw, kind: 'raw' }
  if (source.kind === 'intermediate')
    return { path: join(work.intermediatesFolder, source.file), kind: 'intermediate' }
  const asset = await work.assets.get(source.assetId)
  if (source.kind === 'picture') return { path: await pictureFile(asset, work), kind: 'picture' }
  if (asset.mediaType === 'image/webp')
    return { path: await animatedWebpFile(asset, work), kind: 'intermediate' }
  if (asset.mediaType === 'application/zip')
    return { path: await sequenceFiles(asset, work), kind: 'sequence' }
  const path = await work.assets.pathOf(asset)
  return { path, kind: 'file', ...alphaDecoder(facts) }
}

/** ffmpeg's own VP8 and VP9 decoders leave transparency out. */
function alphaDecoder({ file, hasAlpha }: VideoFacts): Pick<Leaf, 'decoder'> {
  if (!hasAlpha || file?.pixelFormat !== 'yuv420p') return {}
  if (file.codec === 'vp9') return { decoder: 'libvpx-vp9' }
  return file.codec === 'vp8' ? { decoder: 'libvpx' } : {}
}

/** Any picture sharp can read as a PNG ffmpeg can: upright, 8-bit sRGB, transparency kept. */
async function pictureFile(asset: Asset, work: MediaWork): Promise<string> {
  const target = join(work.intermediatesFolder, `picture-${asset.id}.png`)
  const exists = await access(target).then(
    () => true,
    () => false,
  )
  if (exists) return target
  const source = await work.assets.pathOf(asset)
  const sharp = await openSharp()
  return finishedFile(target, async (file) => {
    await sharp(source).autoOrient().toColourspace('srgb').png({ compressionLevel: 1 }).toFile(file)
  })
}
