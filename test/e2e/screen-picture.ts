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

/**
 * Compares what is on the screen with the picture kept under a name, both so small that fonts do not matter.
 * `BASELINES=write` keeps what is there now.
 * @returns the share of pixels that differ, 0 to 1; {@link isOther} says whether it is too much.
 */
export async function differenceTo(name: string, page: Page): Promise<number> {
  const file = path.join(folder, `${name}.png`)
  const seen = await small(await page.screenshot({ animations: 'disabled', caret: 'hide' }))
  if (isWriting) {
    mkdirSync(folder, { recursive: true })
    const picture = sharp(seen, { raw: { ...kept, channels: 3 } })
    writeFileSync(file, await picture.png({ compressionLevel: 9 }).toBuffer())
  }
  if (!existsSync(file)) throw new Error(`There is no ${name}.png; BASELINES=write makes it.`)
  const known = await sharp(file).removeAlpha().raw().toBuffer()
  let other = 0
  for (let at = 0; at < seen.length; at += 3) {
    const levels = [0, 1, 2].map((channel) =>
      Math.abs((seen[at + channel] ?? 0) - (known[at + channel] ?? 0)),
    )
    if (Math.max(...levels) > sameLevel) other += 1
  }
  return other / (kept.width * kept.height)
}

export const isOther = (difference: number): boolean => difference > mostOther

function small(picture: Buffer): Promise<Buffer> {
  const { width, height } = kept
  // A blur before the pixels are thrown away: a line that lies one pixel lower is the same line.
  return sharp(picture).removeAlpha().resize(width, height, { fit: 'fill' }).blur(1).raw().toBuffer()
}
