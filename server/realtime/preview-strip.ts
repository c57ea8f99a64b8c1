import type { PreviewFrames } from '../../nodes/run-context.ts'
import type { PreviewFrameStrip } from '../../workflows/execution-event.ts'
import { openSharp } from '../media/open-sharp.ts'

/** WebP pictures are at most this wide. */
const maxStripWidth = 16_383
const bytesPerPixel = 3

interface StripRequest {
  readonly runId: string
  readonly node: string
  readonly preview: PreviewFrames
}

/** The frames of a preview side by side in one WebP; every n-th of them when they would not fit. */
export async function encodeStrip({ runId, node, preview }: StripRequest): Promise<PreviewFrameStrip> {
  const { width, height, step } = preview
  const stride = Math.ceil((preview.frames * width) / maxStripWidth)
  const frames = Math.ceil(preview.frames / stride)
  const pixels = sideBySide(preview, frames, stride)
  const raw = { width: width * frames, height, channels: bytesPerPixel } as const
  const sharp = await openSharp()
  // Effort 0 is several times faster than the default and hardly larger at this size.
  const image = await sharp(pixels, { raw }).webp({ quality: 70, effort: 0 }).toBuffer()
  const fps = { num: preview.fps.num, den: preview.fps.den * stride }
  return { runId, node, step, width, height, frames, fps, image }
}

/** Frames lie one after another, rows from the top; in the strip row y of all frames is one long row. */
function sideBySide(preview: PreviewFrames, frames: number, stride: number): Uint8Array {
  const row = preview.width * bytesPerPixel
  const strip = new Uint8Array(row * preview.height * frames)
  for (let frame = 0; frame < frames; frame++) {
    for (let y = 0; y < preview.height; y++) {
      const from = (frame * stride * preview.height + y) * row
      strip.set(preview.data.subarray(from, from + row), (y * frames + frame) * row)
    }
  }
  return strip
}
