import sharp from 'sharp'
import { videoDims } from '../../models/frame-axis.ts'
import type { Tensor } from '../../models/tensor.ts'

export interface SheetRow {
  readonly video: Tensor
  readonly caption?: string
}

interface SheetOptions {
  readonly file: string
  readonly columns?: number
  /** Frames shown of each clip, evenly chosen. */
  readonly shown?: number
}

const captionHeight = 16

/** One clip a row (or several in columns), its prompt underneath; written as a PNG of 256 colours. */
export async function writeSheet(
  rows: readonly SheetRow[],
  { file, columns = 2, shown = 6 }: SheetOptions,
): Promise<void> {
  const first = rows[0]
  if (!first) return
  const { height, width } = videoDims(first.video.dims)
  const cell = { width: width * shown + 4, height: height + captionHeight }
  const lines = Math.ceil(rows.length / columns)
  const parts = rows.flatMap(({ video, caption = '' }, index) => {
    const [left, top] = [(index % columns) * cell.width, Math.floor(index / columns) * cell.height]
    const strip = {
      input: stripOf(video, shown),
      raw: { width: width * shown, height, channels: 3 as const },
    }
    const label = { input: labelOf(caption, cell.width) }
    return [
      { ...strip, left, top },
      { ...label, left, top: top + height },
    ]
  })
  await sharp({
    create: { width: cell.width * columns, height: cell.height * lines, channels: 3, background: 'white' },
  })
    .composite(parts)
    .png({ palette: true, effort: 7 })
    .toFile(file)
}

/** Evenly chosen frames side by side, RGB8. */
function stripOf({ dims, data }: Tensor, shown: number): Buffer {
  const { frames, height, width } = videoDims(dims)
  const bytes = Buffer.alloc(shown * width * height * 3)
  for (let slot = 0; slot < shown; slot += 1) {
    const frame = Math.round((slot * (frames - 1)) / Math.max(shown - 1, 1))
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        for (let channel = 0; channel < 3; channel += 1) {
          const value = data[((channel * frames + frame) * height + y) * width + x] ?? 0
          const at = ((y * shown + slot) * width + x) * 3 + channel
          bytes[at] = Math.round(Math.min(255, Math.max(0, (value + 1) * 127.5)))
        }
  }
  return bytes
}

function labelOf(text: string, width: number): Buffer {
  const escaped = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return Buffer.from(
    `<svg width="${width}" height="${captionHeight}"><text x="2" y="12" font-family="DejaVu Sans, Noto Sans CJK SC, sans-serif" font-size="11">${escaped}</text></svg>`,
  )
}
