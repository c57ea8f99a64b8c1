import { readFile } from 'node:fs/promises'
import { isGif } from './file-metadata/gif-texts.ts'
import { isJpeg } from './file-metadata/jpeg-texts.ts'
import { isPng, withoutPngTexts } from './file-metadata/png-texts.ts'
import { isWebp } from './file-metadata/webp-texts.ts'
import { withTexts } from './file-metadata/write-texts.ts'
import { isZip, withoutZipTexts } from './file-metadata/zip-texts.ts'
import { openFfmpeg } from './media/ffmpeg-tools.ts'
import { runFfmpeg } from './media/run-ffmpeg.ts'

/**
 * A copy of a file that does not tell how it was made; its picture and sound are the same bytes. Answers with the
 * bytes of a picture, or of a zip with the pictures in it (films in a zip keep theirs); a film is written to `copy`.
 * @throws RangeError for a damaged zip
 */
export async function withoutTexts(file: string, copy: string): Promise<Buffer | undefined> {
  const bytes = await readFile(file)
  if (isZip(bytes)) return withoutZipTexts(bytes, (entry) => withoutPictureTexts(entry) ?? entry)
  const picture = withoutPictureTexts(bytes)
  if (picture) return picture
  const options = ['-map', '0', '-c', 'copy', '-map_metadata', '-1', '-map_chapters', '-1', '-y']
  const environment = { ffmpeg: await openFfmpeg(), signal: new AbortController().signal }
  await runFfmpeg({ inputs: [{ source: file, options: [] }], output: { target: copy, options } }, environment)
  return undefined
}

function withoutPictureTexts(bytes: Buffer): Buffer | undefined {
  if (isPng(bytes)) return withoutPngTexts(bytes)
  if (isWebp(bytes)) return withTexts(bytes, 'webp', {})
  if (isGif(bytes)) return withTexts(bytes, 'gif', {})
  return isJpeg(bytes) ? withTexts(bytes, 'jpeg', {}) : undefined
}
