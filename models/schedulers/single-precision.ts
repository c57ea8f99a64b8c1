import { tensor, type Tensor } from '../tensor.ts'

/**
 * Arithmetic as PyTorch does it: every product, sum and quotient is rounded to float32 on its own. Sums of tens of
 * thousands only agree with diffusers to the second digit when the roundings agree as well.
 */
const { fround } = Math

export type Term = readonly [factor: number, of: Tensor]

/** factor₀ · tensor₀ + factor₁ · tensor₁ + …, from left to right; shapes are alike. */
export function linearSum(...terms: readonly [Term, ...Term[]]): Tensor {
  const [[firstFactor, first], ...rest] = terms
  const data = first.data.map((value) => fround(firstFactor) * value)
  for (const [factor, { data: added }] of rest) {
    const single = fround(factor)
    for (let index = 0; index < data.length; index += 1)
      data[index] = (data[index] ?? 0) + fround(single * (added[index] ?? 0))
  }
  return tensor(first.dims, data)
}

/** a − b */
export function difference(a: Tensor, b: Tensor): Tensor {
  return linearSum([1, a], [-1, b])
}

export function dividedBy(value: Tensor, divisor: number): Tensor {
  const single = fround(divisor)
  return tensor(
    value.dims,
    value.data.map((number) => number / single),
  )
}

/** x within ±range */
export function clamped(value: Tensor, range: number): Tensor {
  const limit = fround(range)
  return tensor(
    value.dims,
    value.data.map((number) => Math.min(Math.max(number, -limit), limit)),
  )
}

export function squareRoot(value: number): number {
  return fround(Math.sqrt(value))
}
