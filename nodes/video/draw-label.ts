import type { RgbFrame } from '../run-context.ts'
import { glyphCoverage, glyphHeight, glyphWidth } from './label-font.ts'

/** Height in pixels of a strip a label is drawn on. */
export const labelHeight = glyphHeight + 4

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

const background = 24
const foreground = 235
const margin = 3

type Paint = (x: number, y: number, light: number) => void

function drawGlyph(letter: string, paint: Paint): void {
  for (let y = 0; y < glyphHeight; y++) {
    for (let x = 0; x < glyphWidth; x++) {
      const light = glyphCoverage(letter, x, y)
      if (light > 0) paint(x, y, light)
    }
  }
}
