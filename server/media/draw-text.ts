import sharp from 'sharp'
import type { RgbFrame, TextLine } from '../../nodes/run-context.ts'
import { findChineseFont } from './fonts.ts'

const margin = 3
/** A letter is about two thirds of its strip high. */
const pointsPerPixel = 0.52

/**
 * One line of text in a font of this machine that has Chinese, Japanese or Korean letters.
 * @throws OperationalFailure `font-missing-chinese`
 */
export async function drawTextLine(line: TextLine): Promise<RgbFrame> {
  const { text, width, height, background, foreground } = line
  const fontfile = await findChineseFont()
  const markup = `<span foreground="${grey(foreground)}">${escaped(text)}</span>`
  const font = `sans ${Math.max(6, Math.floor(height * pointsPerPixel))}`
  const drawn = await sharp({ text: { text: markup, font, fontfile, rgba: true, dpi: 96 } })
    .png()
    .toBuffer({ resolveWithObject: true })
  const shown = {
    width: Math.max(1, Math.min(drawn.info.width, width - 2 * margin)),
    height: Math.min(drawn.info.height, height),
  }
  const letters = await sharp(drawn.data)
    .extract({ left: 0, top: 0, ...shown })
    .toBuffer()
  const strip = { width, height, channels: 3 as const, background: grey(background) }
  const data = await sharp({ create: strip })
    .composite([{ input: letters, left: margin, top: Math.floor((height - shown.height) / 2) }])
    .removeAlpha()
    .raw()
    .toBuffer()
  return { width, height, data: new Uint8Array(data) }
}

function grey(value: number): string {
  const two = value.toString(16).padStart(2, '0')
  return `#${two}${two}${two}`
}

/** Pango reads a text as markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
