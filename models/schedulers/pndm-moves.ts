import type { StepRequest } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { extrapolated } from './adams-bashforth.ts'
import { linearSum } from './single-precision.ts'
import { answersIn, numberIn, tensorIn, withAnswers } from './solver-memory.ts'

/** One transfer of PNDM: which sample goes from which training step to which, and along what. */
export interface PndmMove {
  readonly from: number
  readonly to: number
  readonly sample: Tensor
  readonly direction: Tensor
  readonly memory: Readonly<Record<string, Tensor>>
  /** The next rows start again from this row's sample. */
  readonly keepsSample?: boolean
}

const rungeKuttaShares = [1 / 6, 1 / 3, 1 / 3, 1 / 6] as const

/** One of the four rows of a pseudo Runge-Kutta step (Liu et al. 2022, equation 13). */
export function rungeKuttaStep(
  { schedule, index, sample, output, memory }: StepRequest,
  stride: number,
): PndmMove {
  const done = numberIn(memory, 'done') ?? 0
  const row = done % 4
  const timestep = schedule.timesteps[index] ?? 0
  const to = timestep - (done % 2 === 1 ? 0 : Math.floor(stride / 2))
  const from = schedule.timesteps[done - row] ?? timestep
  const start = row === 0 ? sample : (tensorIn(memory, 'sample') ?? sample)
  const sum = tensorIn(memory, 'sum')
  const share = [rungeKuttaShares[row] ?? 0, output] as const
  const total = sum && row > 0 ? linearSum([1, sum], share) : linearSum(share)
  const answers = row === 0 ? [output, ...answersIn(memory)].slice(0, 4) : answersIn(memory)
  return {
    from,
    to,
    sample: start,
    direction: row === 3 ? total : output,
    memory: { ...withAnswers(answers), sample: start, ...(row < 3 && { sum: total }) },
  }
}

/** A linear multistep row; the second of a run without warm-up goes over the first step again. */
export function linearMultistep(
  { schedule, index, sample, output, memory }: StepRequest,
  stride: number,
): PndmMove {
  const done = numberIn(memory, 'done') ?? 0
  const timestep = schedule.timesteps[index] ?? 0
  const before = answersIn(memory)
  const [first] = before
  if (done === 1 && first) {
    const start = tensorIn(memory, 'sample') ?? sample
    const direction = linearSum([0.5, linearSum([1, output], [1, first])])
    return { from: timestep + stride, to: timestep, sample: start, direction, memory: withAnswers(before) }
  }
  const older = before.slice(0, 3)
  return {
    from: timestep,
    to: timestep - stride,
    sample,
    direction: extrapolated([output, ...older]),
    memory: withAnswers([output, ...older]),
    keepsSample: done === 0,
  }
}
