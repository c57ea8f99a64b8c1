import type { Tensor } from '../tensor.ts'
import { solveLinear } from './linear-system.ts'
import { difference, dividedBy, linearSum, type Term } from './single-precision.ts'
import { lambdaOf, partsAt } from './solver-levels.ts'

const { fround } = Math

export interface UniPcUpdate {
  readonly config: {
    readonly use_flow_sigmas: boolean
    readonly predict_x0: boolean
    readonly solver_type: 'bh1' | 'bh2'
  }
  readonly sigmas: readonly number[]
  /** Row that the model was asked at last. */
  readonly index: number
  /** Where the step starts. */
  readonly sample: Tensor
  /** What is integrated, the newest first; the first belongs to the step's start. */
  readonly answers: readonly Tensor[]
  readonly order: number
}

/** UniP: from row `index` to the next (Zhao et al. 2023, algorithm 2). */
export function unipcPredict(update: UniPcUpdate): Tensor {
  const { index, order, answers, sample } = update
  const span = spanOf(update, index, index + 1)
  const slopes = slopesOf(update, span)
  const weights =
    order === 2
      ? [0.5]
      : solveLinear(rows(slopes.ratios, order - 1), span.moments.slice(0, order - 1)).map(fround)
  const [first, ...rest] = slopes.differences.map((each, at): Term => [weights[at] ?? 0, each])
  const start = linearSum([span.sampleFactor, sample], [-span.answerFactor, answers[0] ?? sample])
  return first ? linearSum([1, start], [-span.changeFactor, linearSum(first, ...rest)]) : start
}

/** UniC: from row `index - 1` to `index` again, with the answer at its end (Zhao et al. 2023, algorithm 1). */
export function unipcCorrect(update: UniPcUpdate, answer: Tensor): Tensor {
  const { index, order, answers, sample } = update
  const span = spanOf(update, index - 1, index)
  const slopes = slopesOf({ ...update, index: index - 1 }, span)
  const ratios = [...slopes.ratios, 1]
  const weights =
    order === 1 ? [0.5] : solveLinear(rows(ratios, order), span.moments.slice(0, order)).map(fround)
  const newest = answers[0] ?? sample
  const known = slopes.differences.map((each, at): Term => [weights[at] ?? 0, each])
  const ahead: Term = [weights.at(-1) ?? 0, difference(answer, newest)]
  const [first, ...rest] = [...known, ahead]
  const start = linearSum([span.sampleFactor, sample], [-span.answerFactor, newest])
  return linearSum([1, start], [-span.changeFactor, linearSum(first, ...rest)])
}

interface Span {
  readonly h: number
  readonly lambda: number
  readonly sampleFactor: number
  readonly answerFactor: number
  readonly changeFactor: number
  /** Right sides of the order conditions, h φₖ₊₁(h) k! / B(h). */
  readonly moments: readonly number[]
}

function spanOf({ config, sigmas, order }: UniPcUpdate, from: number, to: number): Span {
  const start = partsAt(sigmas[from] ?? 0, config.use_flow_sigmas)
  const end = partsAt(sigmas[to] ?? 0, config.use_flow_sigmas)
  const lambda = lambdaOf(start)
  const h = fround(lambdaOf(end) - lambda)
  const signed = config.predict_x0 ? -h : h
  const first = fround(Math.expm1(signed))
  const scale = config.solver_type === 'bh1' ? signed : first
  const outer = config.predict_x0 ? end.alpha : end.sigma
  return {
    h,
    lambda,
    sampleFactor: fround(config.predict_x0 ? end.sigma / start.sigma : end.alpha / start.alpha),
    answerFactor: fround(outer * first),
    changeFactor: fround(outer * scale),
    moments: momentsOf({ signed, first, scale, order }),
  }
}

function momentsOf(given: {
  signed: number
  first: number
  scale: number
  order: number
}): readonly number[] {
  const { signed, first, scale, order } = given
  let phi = fround(fround(first / signed) - 1)
  let factorial = 1
  return Array.from({ length: order }, (_, at) => {
    const moment = fround(fround(phi * factorial) / scale)
    factorial *= at + 2
    phi = fround(fround(phi / signed) - fround(1 / factorial))
    return moment
  })
}

/** Earlier answers as slopes towards the newest, and how far back they lie in steps of h. */
function slopesOf({ config, sigmas, index, answers, order, sample }: UniPcUpdate, { h, lambda }: Span) {
  const newest = answers[0] ?? sample
  const ratios = Array.from({ length: order - 1 }, (_, at) => {
    const earlier = lambdaOf(partsAt(sigmas[index - 1 - at] ?? 0, config.use_flow_sigmas))
    return fround(fround(earlier - lambda) / h)
  })
  const differences = ratios.map((ratio, at) =>
    dividedBy(difference(answers[at + 1] ?? newest, newest), ratio),
  )
  return { ratios, differences }
}

/** Powers of the ratios: one row for each order condition. */
function rows(ratios: readonly number[], count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, power) =>
    ratios.slice(0, count).map((ratio) => fround(ratio ** power)),
  )
}
