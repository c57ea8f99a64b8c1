import type { Conditioning } from './define-family.ts'
import { tensor, type Tensor } from './tensor.ts'

/** The prompts that hold at a point of the schedule, 0..1; all of them when none does, so that there always is one. */
export function activeAt(conditionings: readonly Conditioning[], progress: number): readonly Conditioning[] {
  const active = conditionings.filter(
    ({ from = 0, to = 1 }) => from <= progress && progress < Math.max(to, from),
  )
  return active.length > 0 ? active : conditionings
}

/** Answers to several prompts as one, each counted by its prompt's weight; plain mean when the weights cancel out. */
export function weightedMean(answers: readonly Tensor[], conditionings: readonly Conditioning[]): Tensor {
  const [first] = answers
  if (!first) throw new RangeError('There is no answer to take the mean of.')
  if (answers.length === 1) return first
  const weights = conditionings.map(({ weight }) => weight)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = total === 0 ? weights.map(() => 1 / weights.length) : weights.map((weight) => weight / total)
  const mean = tensor(first.dims)
  answers.forEach(({ data }, which) => {
    const share = shares[which] ?? 0
    for (let index = 0; index < data.length; index += 1) {
      mean.data[index] = (mean.data[index] ?? 0) + share * (data[index] ?? 0)
    }
  })
  return mean
}
