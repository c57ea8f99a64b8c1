import type { RgbFrame, TextLine } from '../../nodes/run-context.ts'
import { findChineseFont } from './fonts.ts'
import { openSharp } from './open-sharp.ts'

const margin = 3
/** No letter that is seen is narrower, so more of them than fit need not be drawn. */
const narrowestLetter = 2
/** A letter is about two thirds of its strip high. */
const pointsPerPixel = 0.52

/**
 * One line of text in a font of this machine that has Chinese, Japanese or Korean letters.
 * @throws OperationalFailure `font-missing-chinese`
 */
export async function drawTextLine(line: TextLine): Promise<RgbFrame> {
  const { width, height, background } = line
  const drawn = await lettersOf(line)
  const strip = { width, height, channels: 3 as const, background: grey(background) }
  const sharp = await openSharp()
  const data = await sharp({ create: strip })
    .composite(drawn ? [await placed(drawn, line)] : [])
    .removeAlpha()
    .raw()
    .toBuffer()
  return { width, height, data: new Uint8Array(data) }
}

/** The text alone on nothing; undefined when none of it is seen. */
async function lettersOf({ text, width, height, foreground }: TextLine): Promise<Drawn | undefined> {
  const fontfile = await findChineseFont()
  const shown = Array.from(text)
    .slice(0, Math.ceil(width / narrowestLetter))
    .join('')
  if (!/[^\p{Z}\p{C}]/u.test(shown)) return undefined
  const markup = `<span foreground="${grey(foreground)}">${escaped(shown)}</span>`
  const font = `sans ${Math.max(6, Math.floor(height * pointsPerPixel))}`
  const sharp = await openSharp()
  return sharp({ text: { text: markup, font, fontfile, rgba: true, dpi: 96 } })
    .png()
    .toBuffer({ resolveWithObject: true })
}

interface Drawn {
  readonly data: Buffer
  readonly info: { readonly width: number; readonly height: number }
}

async function placed({ data, info }: Drawn, { width, height }: TextLine) {
  const shown = {
    width: Math.max(1, Math.min(info.width, width - 2 * margin)),
    height: Math.min(info.height, height),
  }
  const sharp = await openSharp()
  const input = await sharp(data)
    .extract({ left: 0, top: 0, ...shown })
    .toBuffer()
  return { input, left: margin, top: Math.floor((height - shown.height) / 2) }
}

function grey(value: number): string {
  const two = value.toString(16).padStart(2, '0')
  return `#${two}${two}${two}`
}

/** Pango reads a text as markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
