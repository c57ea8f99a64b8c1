/** Training steps with the second one twice: the first linear step is made again with what was learned from it. */
export function skippedRows(falling: readonly number[]): readonly number[] {
  return [...falling.slice(0, 2), ...falling.slice(1)]
}

/**
 * Rows of Runge-Kutta for the first three steps (start, middle twice, end), then one for each step.
 * @param half half a stride of training steps
 */
export function rungeKuttaRows(falling: readonly number[], half: number): readonly number[] {
  const warm = falling.slice(0, 4).flatMap((timestep) => [timestep + half, timestep])
  const twice = warm.slice(1).flatMap((timestep) => [timestep, timestep])
  return [...twice.slice(1, -1), ...falling.slice(3)]
}
