import type { SigmaSchedule, StepRequest } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { timestepOfSigma, type NoiseTable } from './noise-table.ts'
import { linearSum } from './single-precision.ts'
import { numberIn, tensorIn } from './solver-memory.ts'
import { slope } from './sigma-levels.ts'

const { fround } = Math

/** √(a · b) by way of float32 logarithms; 0 when one is 0. */
export function betweenLevels(a: number, b: number): number {
  const logs = [a, b].map((sigma) => fround(Math.log(sigma)))
  const [from = 0, to = 0] = logs
  return to === -Infinity ? 0 : fround(Math.exp(fround(to - fround(fround(to - from) * 0.5))))
}

export interface MidpointLevels {
  readonly timesteps: readonly number[]
  readonly sigmas: readonly number[]
  /** The level between each step's start and its end; the last step goes straight to 0. */
  readonly between: readonly number[]
}

/** Rows of a midpoint solver: the start of a step, a level within it, the start of the next. */
export function midpointRows(
  { timesteps, sigmas, between }: MidpointLevels,
  table: NoiseTable,
): Pick<SigmaSchedule, 'timesteps' | 'sigmas'> {
  const isLast = (index: number) => index === sigmas.length - 1
  return {
    timesteps: timesteps.flatMap((timestep, index) =>
      isLast(index) ? [timestep] : [timestep, fround(timestepOfSigma(between[index] ?? 0, table))],
    ),
    sigmas: [
      ...sigmas.flatMap((sigma, index) => (isLast(index) ? [sigma] : [sigma, between[index] ?? 0])),
      0,
    ],
  }
}

/** A row at the start of a step goes to the level within; the next row goes all the way with the slope found there. */
export function midpointStep(
  { schedule, index, sample, memory }: StepRequest,
  clean: Tensor,
  target: (from: number) => number,
): { sample: Tensor; memory?: { sample: Tensor; sigma: number } } {
  const sigma = schedule.sigmas[index] ?? 0
  const derivative = slope(sample, clean, sigma)
  const from = tensorIn(memory, 'sample')
  const start = numberIn(memory, 'sigma')
  if (from && start !== undefined)
    return { sample: linearSum([1, from], [fround(target(start) - start), derivative]) }
  const next = linearSum([1, sample], [fround((schedule.sigmas[index + 1] ?? 0) - sigma), derivative])
  const isLast = index === schedule.timesteps.length - 1
  return isLast ? { sample: next } : { sample: next, memory: { sample, sigma } }
}
