import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import type { FrameWindow, ImageWriteRequest, RgbFrame } from '../../nodes/run-context.ts'
import type { Asset, ImageFacts } from '../../workflows/asset.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { MediaSetup } from './media-setup.ts'
import { madeByModelXmp } from '../file-metadata/made-by-model.ts'
import { withTexts } from '../file-metadata/write-texts.ts'
import type { ProbedFile } from './probe.ts'
import { withTemporaryFolder } from './temporary-folder.ts'
import { openSharp } from './open-sharp.ts'

/** Size of a picture as it is shown, turned upright. @throws UserFailure `media-empty`, `media-not-image` */
export async function probeImage(file: ProbedFile): Promise<ImageFacts> {
  const { size } = await stat(file.path)
  if (size === 0) throw new UserFailure('media-empty', { name: file.name })
  const sharp = await openSharp()
  const { autoOrient, pageHeight, hasAlpha } = await named(file, sharp(file.path).metadata())
  // An animation is one picture high, not as high as all of its frames.
  const shown = { width: autoOrient.width, height: pageHeight ?? autoOrient.height }
  return hasAlpha ? { ...shown, hasAlpha } : shown
}

const sharpFit = { cover: 'cover', contain: 'contain', stretch: 'fill' } as const

/**
 * 8-bit sRGB pixels, turned upright; the first frame of an animation, transparency over black.
 * @throws UserFailure `media-not-image`
 */
export async function readImage(file: ProbedFile, size?: FrameWindow['size']): Promise<RgbFrame> {
  const sharp = await openSharp()
  // Linear-light or 16-bit sources go through sRGB first, as sharp resizes in the space it is given.
  const upright = sharp(file.path).autoOrient().toColourspace('srgb').flatten({ background: '#000' })
  const sized = size
    ? upright.resize({ ...size, fit: sharpFit[size.fit], background: '#000', kernel: 'lanczos3' })
    : upright
  const { data, info } = await named(
    file,
    sized.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }),
  )
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}

async function named<T>({ name }: ProbedFile, reading: Promise<T>): Promise<T> {
  return reading.catch((cause: unknown) => {
    const detail = (cause as Error).message.split('\n')[0] ?? ''
    throw new UserFailure('media-not-image', { name, detail }, { cause })
  })
}

/** Writes a picture into the asset store; PNG carries the workflow. */
export async function writeImage(
  frame: RgbFrame,
  request: ImageWriteRequest,
  { intermediatesFolder, assets }: Pick<MediaSetup, 'intermediatesFolder' | 'assets'>,
): Promise<Asset> {
  const { width, height, data } = frame
  const sharp = await openSharp()
  const bytes = await encoded(sharp(data, { raw: { width, height, channels: 3 } }), request)
  const { format, name } = request
  return withTemporaryFolder(intermediatesFolder, async (folder) => {
    const path = join(folder, `image.${extensions[format]}`)
    await writeFile(path, bytes)
    const image = { width, height }
    const mediaType = `image/${format}`
    return assets.putFile(path, { name: `${name}.${extensions[format]}`, mediaType, kind: 'image', image })
  })
}

const extensions = { png: 'png', jpeg: 'jpg', webp: 'webp' } as const

async function encoded(image: Sharp, request: ImageWriteRequest): Promise<Uint8Array> {
  const { format, workflow, madeByModel } = request
  const bytes = await compressed(image, request)
  const carried = { ...(workflow !== undefined && { workflow }), ...(madeByModel && { xmp: madeByModelXmp }) }
  return Object.keys(carried).length ? withTexts(bytes, format, carried) : bytes
}

function compressed(image: Sharp, { format, quality }: ImageWriteRequest): Promise<Buffer> {
  const steps = Math.max(1, Math.round(quality))
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: steps, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' }).toBuffer()
    case 'webp':
      return image.webp({ quality: steps }).toBuffer()
    case 'png':
      return image.png({ compressionLevel: 6 }).toBuffer()
    default:
      return format satisfies never
  }
}
