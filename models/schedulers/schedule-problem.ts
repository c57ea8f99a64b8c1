export type ScheduleProblemCode = 'too-many-steps' | 'sigmas-not-taken' | 'scales-not-taken'

/** A schedule that cannot be made from what was asked; whoever asked can change it. */
export class ScheduleProblem extends Error {
  override readonly name = 'ScheduleProblem'
  readonly code: ScheduleProblemCode

  constructor(code: ScheduleProblemCode, message: string) {
    super(message)
    this.code = code
  }
}

/** @throws ScheduleProblem when there are more steps than the model knows */
export function requireSteps(steps: number, most: number): void {
  if (steps <= most) return
  throw new ScheduleProblem('too-many-steps', `This scheduler has at most ${most} steps, not ${steps}.`)
}

/** @throws ScheduleProblem for solvers that only step on training steps */
export function refuseSigmas(sigmas: readonly number[] | undefined): void {
  if (!sigmas) return
  throw new ScheduleProblem(
    'sigmas-not-taken',
    'This scheduler steps on training steps and takes no sigmas. Choose Euler, DPM-Solver or UniPC for a sigma list.',
  )
}
