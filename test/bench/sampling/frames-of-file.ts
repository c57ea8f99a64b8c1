import { tmpdir } from 'node:os'
import path from 'node:path'
import type { RgbPicture } from '../../../models/rgb-frames.ts'
import { createMediaAccess } from '../../../server/media/media.ts'
import type { Asset } from '../../../workflows/asset.ts'

/** The frames of a video file, one after another. */
export async function* framesOfFile(file: string): AsyncGenerator<RgbPicture> {
  const asset = { id: file, name: path.basename(file), mediaType: 'video/mp4', kind: 'video' } as Asset
  const assets = {
    get: () => Promise.resolve(asset),
    pathOf: () => Promise.resolve(path.resolve(file)),
    putFile: () => Promise.reject(new Error('Nothing is written here.')),
  }
  const media = createMediaAccess({
    assets,
    intermediatesFolder: tmpdir(),
    signal: new AbortController().signal,
  })
  yield* media.readFrames(await media.probe(asset))
}
