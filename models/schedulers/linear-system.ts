/** x in A · x = b by elimination with the largest pivot, for the few unknowns of a solver or a preview map. */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  const count = rows.length
  for (let column = 0; column < count; column += 1) {
    const rest = rows.slice(column)
    const largest = rest.reduce((best, row) =>
      Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best,
    )
    const at = rows.indexOf(largest)
    const pivot = rows[column] ?? largest
    rows[at] = pivot
    rows[column] = largest
    for (const row of rows) if (row !== largest) eliminate(row, largest, column)
  }
  return rows.map((row, at) => (row[count] ?? 0) / (row[at] ?? 1))
}

function eliminate(row: number[], pivot: readonly number[], column: number): void {
  const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
  for (let at = 0; at < row.length; at += 1) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0)
}
