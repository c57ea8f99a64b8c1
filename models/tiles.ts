/** A stretch of one axis: what is read, and which part of it is kept. */
export interface TileSpan {
  readonly start: number
  readonly length: number
  /** Kept part, counted from `start`. */
  readonly keepFrom: number
  readonly keepLength: number
}

/**
 * Cuts an axis into overlapping stretches so that a network sees the surroundings of everything it keeps.
 * @param length size of the axis
 * @param tile longest stretch that is read
 * @param margin read beyond what is kept, on each side that has a neighbour; less than tile / 2
 */
export function tileSpans(length: number, tile: number, margin: number): readonly TileSpan[] {
  if (length <= tile) return [{ start: 0, length, keepFrom: 0, keepLength: length }]
  const step = tile - 2 * margin
  const spans: TileSpan[] = []
  for (let kept = 0; kept < length;) {
    const start = Math.min(Math.max(0, kept - margin), length - tile)
    const isLast = start + tile >= length
    const keepEnd = isLast ? length : Math.min(length, Math.max(kept + step, start + tile - margin))
    spans.push({ start, length: tile, keepFrom: kept - start, keepLength: keepEnd - kept })
    kept = keepEnd
  }
  return spans
}
