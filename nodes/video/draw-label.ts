import { type Failure, OperationalFailure } from '../../workflows/failure.ts'
import type { ImageAccess, RgbFrame } from '../run-context.ts'
import { glyphCoverage, glyphHeight, glyphWidth, hasGlyphs } from './label-font.ts'

/** Height in pixels of a strip a label is drawn on. */
export const labelHeight = glyphHeight + 4

const background = 24
const foreground = 235
const margin = 3

export interface Labels {
  /** One for each text, all equally large. */
  readonly strips: readonly RgbFrame[]
  /** Why some letters of them are missing. */
  readonly failure?: Failure
}

/** Strips with a line of text each. Our own letters look the same everywhere; others need a font of the machine. */
export async function drawLabels(
  texts: readonly string[],
  width: number,
  images: Pick<ImageAccess, 'drawLine'>,
): Promise<Labels> {
  let failure: Failure | undefined
  const strips: RgbFrame[] = []
  for (const text of texts) {
    const own = () => drawLabel(text, width)
    if (hasGlyphs(text)) strips.push(own())
    else {
      const line = images.drawLine({ text, width, height: labelHeight, background, foreground })
      strips.push(
        await line.catch((thrown: unknown) => {
          // A sheet without some letters is worth more than none.
          if (!(thrown instanceof OperationalFailure)) throw thrown
          failure = thrown
          return own()
        }),
      )
    }
  }
  return { strips, failure }
}

/** A dark strip with one line of light text on it; what does not fit ends in an ellipsis. */
export function drawLabel(text: string, width: number): RgbFrame {
  const data = new Uint8Array(width * labelHeight * 3).fill(background)
  const room = Math.max(1, Math.floor((width - 2 * margin) / glyphWidth))
  const letters = Array.from(text)
  const shown = letters.length > room ? [...letters.slice(0, room - 1), '…'] : letters
  for (const [place, letter] of shown.entries()) {
    drawGlyph(letter, (x, y, light) => {
      const column = margin + place * glyphWidth + x
      if (column >= width) return
      const start = ((y + 2) * width + column) * 3
      data.fill(background + Math.round(light * (foreground - background)), start, start + 3)
    })
  }
  return { width, height: labelHeight, data }
}

type Paint = (x: number, y: number, light: number) => void

function drawGlyph(letter: string, paint: Paint): void {
  for (let y = 0; y < glyphHeight; y++) {
    for (let x = 0; x < glyphWidth; x++) {
      const light = glyphCoverage(letter, x, y)
      if (light > 0) paint(x, y, light)
    }
  }
}
