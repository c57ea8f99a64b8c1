import type { RgbFrame } from '../run-context.ts'

const background = [24, 26, 30] as const
const wave = [244, 143, 177] as const

/**
 * A picture of a sound: one column for as many samples as fall to it, from its lowest to its highest.
 * @param samples of all of it, per channel
 */
export async function waveform(
  pieces: AsyncIterable<Float32Array>,
  { samples, width, height }: { readonly samples: number; readonly width: number; readonly height: number },
): Promise<RgbFrame> {
  const lowest = new Float32Array(width)
  const highest = new Float32Array(width)
  let at = 0
  for await (const piece of pieces) {
    for (let index = 0; index < piece.length; index++, at++) {
      const column = Math.min(width - 1, Math.floor((at / 2 / samples) * width))
      const value = piece[index] ?? 0
      if (value < (lowest[column] ?? 0)) lowest[column] = value
      if (value > (highest[column] ?? 0)) highest[column] = value
    }
  }
  return drawn({ width, height, lowest, highest })
}

interface Peaks {
  readonly width: number
  readonly height: number
  readonly lowest: Float32Array
  readonly highest: Float32Array
}

function drawn({ width, height, lowest, highest }: Peaks): RgbFrame {
  const data = new Uint8Array(width * height * 3)
  const row = (value: number) => Math.round(((1 - value) / 2) * (height - 1))
  for (let x = 0; x < width; x++) {
    const top = row(Math.min(1, highest[x] ?? 0))
    const bottom = row(Math.max(-1, lowest[x] ?? 0))
    for (let y = 0; y < height; y++)
      data.set(y >= top && y <= bottom ? wave : background, (y * width + x) * 3)
  }
  return { width, height, data }
}
