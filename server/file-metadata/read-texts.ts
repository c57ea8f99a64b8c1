import type { FileText } from './file-text.ts'
import { isGif, readGifTexts } from './gif-texts.ts'
import { isIsoFile, readIsoTexts } from './iso-boxes.ts'
import { isJpeg, readJpegTexts } from './jpeg-texts.ts'
import { isPng, readPngTexts } from './png-texts.ts'
import { withFile } from './random-access.ts'
import { isWebp, readWebpTexts } from './webp-texts.ts'
import { isZip, readZipTexts } from './zip-texts.ts'

/** Pictures and zips are read whole; one that is larger has no business to be. */
const largestWhole = 512 * 1024 ** 2

const wholeReaders = [
  { is: isPng, read: readPngTexts },
  { is: isWebp, read: readWebpTexts },
  { is: isGif, read: readGifTexts },
  { is: isJpeg, read: readJpegTexts },
  { is: isZip, read: readZipTexts },
]

/**
 * All texts in a file, whatever its name says it is. Damaged metadata is none.
 * @param readTags reads the tags of films and music, as ffprobe does
 */
export async function readTexts(
  path: string,
  readTags: (path: string) => Promise<readonly FileText[]>,
): Promise<readonly FileText[]> {
  return withFile(path, async (file) => {
    const head = await file.read(0, 16)
    const whole = wholeReaders.find(({ is }) => is(head))
    if (whole) return whole.read(await file.read(0, Math.min(file.size, largestWhole)))
    const own = isIsoFile(head) ? await readIsoTexts(file) : []
    return [...own, ...(await readTags(path))]
  }).catch((thrown: unknown) => {
    if (thrown instanceof RangeError) return []
    throw thrown
  })
}
