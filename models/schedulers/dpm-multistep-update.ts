import type { Tensor } from '../tensor.ts'
import { dpmFactors, type DpmAlgorithm } from './dpm-integrals.ts'
import { difference, linearSum, type Term } from './single-precision.ts'
import { lambdaOf, partsAt } from './solver-levels.ts'

const { fround } = Math

export interface MultistepUpdate {
  readonly config: {
    readonly algorithm_type: DpmAlgorithm
    readonly solver_type: 'midpoint' | 'heun'
    readonly use_flow_sigmas: boolean
  }
  readonly sigmas: readonly number[]
  readonly index: number
  readonly sample: Tensor
  /** What is integrated, the newest first; their number is the order, 1 to 3. */
  readonly answers: readonly Tensor[]
  readonly noise: Tensor | undefined
}

/** One step from row `index` to the next (Lu et al. 2022b, algorithm 2 and its third-order kin). */
export function multistepUpdate(update: MultistepUpdate): Tensor {
  const { config, sigmas, index, sample, answers, noise } = update
  const parts = (row: number) => partsAt(sigmas[row] ?? 0, config.use_flow_sigmas)
  const lambda = (row: number) => lambdaOf(parts(row))
  const h = fround(lambda(index + 1) - lambda(index))
  const factors = dpmFactors({
    algorithm: config.algorithm_type,
    to: parts(index + 1),
    from: parts(index),
    h,
  })
  const [newest = sample, older, oldest] = answers
  const terms: Term[] = [[factors.d0, newest]]
  if (older) {
    const ratio = (row: number) => fround(fround(lambda(row) - lambda(row - 1)) / h)
    const slope = linearSum([fround(1 / ratio(index)), difference(newest, older)])
    if (oldest) {
      const before = linearSum([fround(1 / ratio(index - 1)), difference(older, oldest)])
      terms.push(...thirdOrderTerms(slope, before, { now: ratio(index), then: ratio(index - 1), factors }))
    } else terms.push([config.solver_type === 'midpoint' ? factors.midpoint : factors.slope, slope])
  }
  if (noise) terms.push([factors.noise, noise])
  return linearSum([factors.sample, sample], ...terms)
}

interface ThirdOrder {
  readonly now: number
  readonly then: number
  readonly factors: { readonly slope: number; readonly curvature: number }
}

function thirdOrderTerms(slope: Tensor, before: Tensor, { now, then, factors }: ThirdOrder): readonly Term[] {
  const bend = difference(slope, before)
  const total = fround(now + then)
  const first = linearSum([1, slope], [fround(now / total), bend])
  const second = linearSum([fround(1 / total), bend])
  return [
    [factors.slope, first],
    [factors.curvature, second],
  ]
}
