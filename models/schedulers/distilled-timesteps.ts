import { ScheduleProblem, requireSteps } from './schedule-problem.ts'

export interface DistilledRequest {
  readonly trainSteps: number
  /** Steps of the schedule the model was distilled on, 50 for LCM; none: every training step. */
  readonly originalSteps: number | undefined
  readonly steps: number
}

/**
 * Steps evenly picked from those a consistency model was distilled on, highest first (Luo et al. 2023).
 * @throws ScheduleProblem when there are fewer of those
 */
export function distilledTimesteps({
  trainSteps,
  originalSteps,
  steps,
}: DistilledRequest): readonly number[] {
  if (originalSteps !== undefined && originalSteps > trainSteps) {
    throw new ScheduleProblem(
      'too-many-steps',
      `original_inference_steps is ${originalSteps}, more than the ${trainSteps} training steps.`,
    )
  }
  const stride = originalSteps === undefined ? 1 : Math.floor(trainSteps / originalSteps)
  const known = Array.from(
    { length: originalSteps ?? trainSteps },
    (_, index) => (index + 1) * stride - 1,
  ).toReversed()
  requireSteps(steps, known.length)
  return Array.from({ length: steps }, (_, index) => known[Math.floor(index * (known.length / steps))] ?? 0)
}
