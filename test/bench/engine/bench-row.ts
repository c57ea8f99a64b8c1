/** One line of the table. */
export interface BenchRow {
  readonly work: string
  /** What ComfyUI 0.3.64 did on a machine like CI's. */
  readonly comfy?: string
  readonly goal?: string
  readonly ours: string
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** @param share 0..1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
