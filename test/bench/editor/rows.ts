export interface Row {
  readonly what: string
  readonly bare?: number
  /** Bare React Flow with only its visible nodes rendered. */
  readonly visible?: number
  readonly ours: number
  /** Lower is better, but for frame rates. */
  readonly unit: 'ms' | 'fps' | '×' | 'cards'
}

export function printRows(nodes: number, rows: readonly Row[]): void {
  const heads = ['bare', 'visible', 'ours', '/bare', '/visible'].map((head) => head.padStart(10))
  console.log(`\n${nodes} nodes`.padEnd(45), ...heads)
  for (const { what, bare, visible, ours, unit } of rows) {
    const cell = (value: number | undefined) => columnOf(value, unit === '×' ? 2 : 0, unit)
    const ratio = (other: number | undefined) => columnOf(other && ours / other, 2, '×')
    console.log(what.padEnd(44), cell(bare), cell(visible), cell(ours), ratio(bare), ratio(visible))
  }
}

const columnOf = (value: number | undefined, digits: number, unit: string): string =>
  (value === undefined || Number.isNaN(value) ? '–' : `${value.toFixed(digits)} ${unit}`).padStart(10)
