import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'

const folder = path.resolve(import.meta.dirname, 'baselines')
/** Pictures are kept, not compared. */
export const isWriting = process.env.BASELINES === 'write'

/** Of a picture that is kept: letters become grey, what is where stays. */
const kept = { width: 120, height: 75 }
/** Of 255; between two surfaces there are about ten. */
const sameLevel = 8
/** Of the pixels. A serif in place of the font changes 0.025 of them, a card header of twice its height 0.12. */
const mostOther = 0.04
/** Pixels across a strip of the picture. A rail or a bar that is gone is small, but fills its strip. */
const strip = 4
/** Of a strip's pixels. A serif in place of the font changes 0.13 of one, a rail that is gone 0.59. */
const mostOfStrip = 0.3

/**
 * Compares what is on the screen with the picture kept under a name, both so small that fonts do not matter.
 * `BASELINES=write` keeps what is there now.
 * {@link isOther} says whether it is too much.
 */
export async function differenceTo(name: string, page: Page): Promise<Difference> {
  const file = path.join(folder, `${name}.png`)
  const seen = await small(await page.screenshot({ animations: 'disabled', caret: 'hide' }))
  if (isWriting) {
    mkdirSync(folder, { recursive: true })
    const picture = sharp(seen, { raw: { ...kept, channels: 3 } })
    writeFileSync(file, await picture.png({ compressionLevel: 9 }).toBuffer())
  }
  if (!existsSync(file)) throw new Error(`There is no ${name}.png; BASELINES=write makes it.`)
  const known = await sharp(file).removeAlpha().raw().toBuffer()
  const pixels = Array.from({ length: kept.width * kept.height }, (_, pixel) => pixel)
  const others = pixels.filter((pixel) => isOtherPixel(seen, known, pixel * 3))
  const column = (pixel: number) => Math.floor((pixel % kept.width) / strip)
  const row = (pixel: number) => Math.floor(pixel / kept.width / strip)
  return {
    all: others.length / pixels.length,
    strip: Math.max(
      mostIn(others.map(column)) / (strip * kept.height),
      mostIn(others.map(row)) / (strip * kept.width),
    ),
  }
}

/** Shares of pixels that differ, 0 to 1: of the picture, and of the column or row of it that differs most. */
interface Difference {
  readonly all: number
  readonly strip: number
}

/** Whether the machine has a font for Chinese: without one every character is the same box, and lines break elsewhere. */
export function drawsChinese(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const drawn = (character: string) => {
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d')
      if (context) context.font = '40px sans-serif'
      context?.fillText(character, 0, 60)
      return canvas.toDataURL()
    }
    return drawn('文') !== drawn('生')
  })
}

export const isOther = ({ all, strip: most }: Difference): boolean => all > mostOther || most > mostOfStrip

const isOtherPixel = (seen: Buffer, known: Buffer, at: number): boolean =>
  [0, 1, 2].some((channel) => Math.abs((seen[at + channel] ?? 0) - (known[at + channel] ?? 0)) > sameLevel)

/** How often the number that is there most often is there. */
function mostIn(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}

function small(picture: Buffer): Promise<Buffer> {
  const { width, height } = kept
  // A blur before the pixels are thrown away: a line that lies one pixel lower is the same line.
  return sharp(picture).removeAlpha().resize(width, height, { fit: 'fill' }).blur(1).raw().toBuffer()
}
