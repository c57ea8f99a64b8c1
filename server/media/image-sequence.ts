import { access, mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Asset, VideoFacts } from '../../workflows/asset.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { readZip, type ZipEntry } from '../bundle/zip-file.ts'
import type { MediaWork } from './media-setup.ts'
import type { ProbedFile } from './probe.ts'
import { withTemporaryFolder } from './temporary-folder.ts'
import { openSharp } from './open-sharp.ts'

const pictures = /\.(png|jpe?g|webp|avif|tiff?)$/i
/** Held in memory while it is read. */
const largestSequence = 1024 ** 3
/** A zip does not say how fast its pictures follow each other. */
const usualFps = { num: 24, den: 1 }

/** Facts of a zip of pictures, in the order of their names; undefined when it holds none. @throws UserFailure */
export async function probeSequence({ path, name }: ProbedFile): Promise<VideoFacts | undefined> {
  const entries = await picturesIn(path, name)
  const [first] = entries
  if (!first) return undefined
  const sharp = await openSharp()
  const { autoOrient, hasAlpha } = await sharp(first.bytes)
    .metadata()
    .catch((cause: unknown) => {
      throw new UserFailure(
        'media-not-image',
        { name: first.name, detail: (cause as Error).message },
        { cause },
      )
    })
  const { width, height } = autoOrient
  const facts = { width, height, frames: entries.length, fps: usualFps, hasAudio: false }
  return hasAlpha ? { ...facts, hasAlpha } : facts
}

/** The pictures of a zip as numbered PNGs, all as large as the first; answers with ffmpeg's pattern for them. */
export async function sequenceFiles(asset: Asset, work: MediaWork): Promise<string> {
  const target = join(work.intermediatesFolder, `sequence-${asset.id}`)
  const exists = await access(target).then(
    () => true,
    () => false,
  )
  if (!exists) await unpack(asset, target, work)
  return join(target, '%06d.png')
}

async function unpack(asset: Asset, target: string, work: MediaWork): Promise<void> {
  const entries = await picturesIn(await work.assets.pathOf(asset), asset.name)
  const sharp = await openSharp()
  const { width, height } = asset.video ?? { width: undefined, height: undefined }
  await withTemporaryFolder(work.intermediatesFolder, async (folder) => {
    const made = join(folder, 'frames')
    await mkdir(made)
    for (const [index, { bytes }] of entries.entries()) {
      work.signal.throwIfAborted()
      const upright = sharp(bytes).autoOrient().toColourspace('srgb')
      const sized = upright.resize({ width, height, fit: 'cover' })
      await sized.png({ compressionLevel: 1 }).toFile(join(made, `${String(index).padStart(6, '0')}.png`))
    }
    await rename(made, target)
  })
}

async function picturesIn(path: string, name: string): Promise<readonly ZipEntry[]> {
  try {
    const entries = readZip(await readFile(path), largestSequence).filter((entry) =>
      pictures.test(entry.name),
    )
    return entries.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  } catch (cause) {
    throw new UserFailure('media-not-video', { name, detail: (cause as Error).message }, { cause })
  }
}
