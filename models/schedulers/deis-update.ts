import type { Tensor } from '../tensor.ts'
import type { SignalAndNoise } from './clean-sample.ts'
import { dividedBy, linearSum, type Term } from './single-precision.ts'
import { lambdaOf } from './solver-levels.ts'

const { fround } = Math

export interface DeisUpdate {
  readonly sample: Tensor
  /** Predicted noise, the newest first; their number is the order, 1 to 3. */
  readonly answers: readonly Tensor[]
  /** The step's end, its start, and the rows before. */
  readonly levels: readonly SignalAndNoise[]
}

/** x = α · (x₀ / α₀ + Σ cₖ εₖ), cₖ the integral of the k-th Lagrange polynomial in log ρ, ρ = σ / α. */
export function deisUpdate({ sample, answers, levels }: DeisUpdate): Tensor {
  const [end, start] = levels
  const [first = sample] = answers
  if (!end || !start) return sample
  if (answers.length === 1) {
    const growth = fround(fround(Math.exp(fround(lambdaOf(end) - lambdaOf(start)))) - 1)
    return linearSum([fround(end.alpha / start.alpha), sample], [-fround(end.sigma * growth), first])
  }
  const rhos = levels.map(({ alpha, sigma }) => fround(sigma / alpha))
  const nodes = rhos.slice(1, answers.length + 1)
  const terms = answers.map((answer, at): Term => [weight(rhos[0] ?? 0, nodes, at), answer])
  return linearSum([end.alpha, linearSum([1, dividedBy(sample, start.alpha)], ...terms)])
}

/** Integral over ρ, from the first node to `end`, of the polynomial that is 1 at node `at` and 0 at the others. */
function weight(end: number, nodes: readonly number[], at: number): number {
  const logs = nodes.map(Math.log)
  const others = logs.filter((_, other) => other !== at)
  const scale = others.reduce((product, other) => product * ((logs[at] ?? 0) - other), 1)
  return (antiderivative(end, others) - antiderivative(nodes[0] ?? 0, others)) / scale
}

/** ∫ (ln ρ − a) dρ, or ∫ (ln ρ − a)(ln ρ − b) dρ. */
function antiderivative(rho: number, [a = 0, b]: readonly number[]): number {
  const log = Math.log(rho)
  if (b === undefined) return rho * (log - a - 1)
  return rho * (log ** 2 - 2 * log + 2 - (a + b) * (log - 1) + a * b)
}
