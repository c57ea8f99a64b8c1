import type { Timing } from '../storage/timing-store.ts'

type Measured = Pick<Timing, 'amount' | 'durationMs'>

/** Two amounts as near as this say more about chance than about what more of it costs. */
const leastApart = 1.5
/** Of a single measurement at most this share is taken for the start. */
const mostFixed = 0.9

/**
 * Milliseconds for an amount nobody measured: on the line through the two measured amounts around it, or through the
 * largest two, for attention costs more than its share the longer a clip is. With a single one, the start is told.
 * @param measured at least one
 * @param fixedMs what a step costs however little it does
 */
export function timeOfAmount(measured: readonly Measured[], amount: number, fixedMs: number): number {
  const points = middlePoints(measured)
  const above = points.find((point) => point.amount >= amount) ?? points.at(-1)
  if (!above) return fixedMs
  if (above.amount === amount) return above.durationMs
  const below = points.findLast((point) => point.amount * leastApart <= above.amount)
  const from = below ?? { amount: 0, durationMs: Math.min(fixedMs, above.durationMs * mostFixed) }
  const slope = Math.max(0, (above.durationMs - from.durationMs) / (above.amount - from.amount))
  return above.durationMs + slope * (amount - above.amount)
}

/** The middle one of each amount, the smallest amount first. */
function middlePoints(measured: readonly Measured[]): readonly Measured[] {
  const byAmount = new Map<number, number[]>()
  for (const { amount, durationMs } of measured)
    byAmount.set(amount, [...(byAmount.get(amount) ?? []), durationMs])
  return [...byAmount]
    .map(([amount, durations]) => ({ amount, durationMs: median(durations) }))
    .sort((a, b) => a.amount - b.amount)
}

/** Of two the lower one: the first time much is slower. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
