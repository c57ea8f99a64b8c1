export type Spacing = 'linspace' | 'leading' | 'trailing'

export interface SpacingRequest {
  readonly spacing: Spacing
  readonly trainSteps: number
  readonly steps: number
  readonly offset: number
}

/**
 * Training steps at which the model is asked, highest first (Lin et al. 2024, table 2).
 * @param request.spacing linspace keeps its fractions
 */
export function spacedTimesteps({ spacing, trainSteps, steps, offset }: SpacingRequest): readonly number[] {
  switch (spacing) {
    case 'linspace':
      return linspace(0, trainSteps - 1, steps).toReversed()
    case 'leading':
      return multiples(Math.floor(trainSteps / steps), steps, offset)
    case 'trailing':
      return trailing(trainSteps, trainSteps / steps)
    default:
      return spacing satisfies never
  }
}

/**
 * As DPM-Solver and UniPC count: the ends of n + 1 points without the last, whole numbers.
 * @param request.trainSteps may be cut for cosine schedules; trailing steps keep the uncut `ratio`
 */
export function spacedSolverTimesteps(request: SpacingRequest & { ratio?: number }): readonly number[] {
  const { spacing, trainSteps, steps, offset } = request
  switch (spacing) {
    case 'linspace':
      return linspace(0, trainSteps - 1, steps + 1)
        .toReversed()
        .slice(0, -1)
        .map(roundHalfEven)
    case 'leading':
      return multiples(Math.floor(trainSteps / (steps + 1)), steps + 1, offset).slice(0, -1)
    case 'trailing':
      return trailing(trainSteps, request.ratio ?? trainSteps / steps)
    default:
      return spacing satisfies never
  }
}

function multiples(ratio: number, count: number, offset: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index * ratio + offset).toReversed()
}

function trailing(from: number, ratio: number): readonly number[] {
  return Array.from(
    { length: Math.ceil(from / ratio) },
    (_, index) => roundHalfEven(from - index * ratio) - 1,
  )
}

export function linspace(from: number, to: number, count: number): readonly number[] {
  if (count === 1) return [from]
  const step = (to - from) / (count - 1)
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? to : from + step * index))
}

/** NumPy's rounding: a half goes to the even neighbour. */
export function roundHalfEven(value: number): number {
  const low = Math.floor(value)
  if (value - low !== 0.5) return Math.round(value)
  return low % 2 === 0 ? low : low + 1
}
