import type { Tensor } from '../tensor.ts'
import { dpmFactors } from './dpm-integrals.ts'
import type { MultistepUpdate } from './dpm-multistep-update.ts'
import { difference, linearSum, type Term } from './single-precision.ts'
import { lambdaOf, partsAt } from './solver-levels.ts'

const { fround } = Math

export interface OrderRequest {
  /** Highest order, 1 to 3. */
  readonly order: number
  readonly rows: number
  /** Whether the last group is broken up into lower orders. */
  readonly endsLow: boolean
  readonly endsAtZero: boolean
}

/** Order of each row: groups 1, 2 or 1, 2, 3, and what is left over at the end (Lu et al. 2022a, section 3.4). */
export function singlestepOrders({ order, rows, endsLow, endsAtZero }: OrderRequest): readonly number[] {
  const isBroken = endsLow || rows % order !== 0 || endsAtZero
  const whole = isBroken && rows % order === 0 ? rows - order : rows
  const orders = Array.from({ length: rows }, (_, row) => (row < whole ? (row % order) + 1 : row - whole + 1))
  if (endsAtZero || (isBroken && rows % order === 0)) orders[rows - 1] = 1
  return orders
}

/** From the start of the group to the row after `index`; the newest answer is the last of the group. */
export function singlestepUpdate(update: MultistepUpdate): Tensor {
  const { config, sigmas, index, sample, answers, noise } = update
  const start = index - answers.length + 1
  const parts = (row: number) => partsAt(sigmas[row] ?? 0, config.use_flow_sigmas)
  const lambda = (row: number) => lambdaOf(parts(row))
  const h = fround(lambda(index + 1) - lambda(start))
  const factors = dpmFactors({
    algorithm: config.algorithm_type,
    to: parts(index + 1),
    from: parts(start),
    h,
  })
  const first = answers.at(-1) ?? sample
  const terms: Term[] = [[factors.d0, first]]
  const ratio = (row: number) => fround(fround(lambda(row) - lambda(start)) / h)
  const slope = (row: number) =>
    linearSum([fround(1 / ratio(row)), difference(answers[index - row] ?? sample, first)])
  if (answers.length === 2)
    terms.push([config.solver_type === 'midpoint' ? factors.midpoint : factors.slope, slope(index)])
  if (answers.length === 3) {
    const late = slope(index)
    if (config.solver_type === 'midpoint') terms.push([factors.slope, late])
    else {
      const bend = { late, early: slope(index - 1), r0: ratio(index), r1: ratio(index - 1) }
      const [d1, d2] = slopeAndCurvature(bend)
      terms.push([factors.slope, d1], [factors.curvature, d2])
    }
  }
  if (noise) terms.push([factors.noise, noise])
  return linearSum([factors.sample, sample], ...terms)
}

/** Of the parabola through the three answers, at the group's start. */
function slopeAndCurvature(bend: {
  late: Tensor
  early: Tensor
  r0: number
  r1: number
}): readonly [Tensor, Tensor] {
  const { late, early, r0, r1 } = bend
  const span = fround(r0 - r1)
  const first = linearSum([fround(1 / span), linearSum([r0, early], [-r1, late])])
  const second = linearSum([fround(2 / span), difference(late, early)])
  return [first, second]
}
