import type { FrameSpan } from './context-windows.ts'

interface FillOrderRequest {
  /** For each latent frame whether it is given. */
  readonly given: readonly boolean[]
  /** Latent frames a model makes at once. */
  readonly length: number
  /** Latent frames of what is there already that each piece sees. */
  readonly overlap: number
  /** From the end to the beginning, for a clip that only knows how it ends. */
  readonly backwards: boolean
}

/** The pieces in which a long clip is made, one after another, each beginning on what is there already. */
export function fillOrder({ given, length, overlap, backwards }: FillOrderRequest): readonly FrameSpan[] {
  const total = given.length
  if (length >= total) return given.every(Boolean) ? [] : [{ start: 0, count: total }]
  const filled = [...given]
  const pieces: FrameSpan[] = []
  const seen = Math.min(overlap, length - 1)
  for (;;) {
    const next = backwards ? filled.lastIndexOf(false) : filled.indexOf(false)
    if (next < 0) return pieces
    const wanted = backwards ? next + 1 + seen - length : next - seen
    const start = Math.min(Math.max(0, wanted), total - length)
    filled.fill(true, start, start + length)
    pieces.push({ start, count: length })
  }
}
