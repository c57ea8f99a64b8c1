import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { asciiJson } from './file-text.ts'
import { withGifTexts } from './gif-texts.ts'
import { isoExtras } from './iso-boxes.ts'
import { withJpegTexts } from './jpeg-texts.ts'
import { withPngText } from './png-texts.ts'
import { type Extras, withWebpTexts } from './webp-texts.ts'

export interface CarriedTexts {
  /** JSON; left out where the person does not want it. */
  readonly workflow?: unknown
  readonly xmp?: string
}

/** Formats whose metadata is written into the finished file. */
export type TextFormat = 'png' | 'webp' | 'gif' | 'jpeg' | 'iso'

/** Lets a picture carry what it was made with; answers with the bytes. */
export function withTexts(bytes: Buffer, format: Exclude<TextFormat, 'iso'>, carried: CarriedTexts): Buffer {
  const extras = extrasOf(carried)
  switch (format) {
    case 'png': {
      const texts = [...extras.texts, ...(extras.xmp ? [{ key: 'XML:com.adobe.xmp', text: extras.xmp }] : [])]
      return texts.reduceRight<Buffer>(withPngText, bytes)
    }
    case 'webp':
      return withWebpTexts(bytes, extras)
    case 'gif':
      return withGifTexts(bytes, extras)
    case 'jpeg':
      return withJpegTexts(bytes, extras)
    default:
      return format satisfies never
  }
}

/** Like {@link withTexts} for a finished file. */
export async function writeTexts(path: string, format: TextFormat, carried: CarriedTexts): Promise<void> {
  if (format === 'iso') return appendFile(path, isoExtras(extrasOf(carried)))
  await writeFile(path, withTexts(await readFile(path), format, carried))
}

function extrasOf({ workflow, xmp }: CarriedTexts): Extras {
  const texts = workflow === undefined ? [] : [{ key: 'workflow', text: asciiJson(workflow) }]
  return { texts, ...(xmp !== undefined && { xmp }) }
}
