import { tensor, type Tensor } from './tensor.ts'

/**
 * One new tensor from the numbers of two of the same shape; results are rounded to float32.
 * @throws RangeError when the shapes hold different counts
 */
export function combine(a: Tensor, b: Tensor, make: (a: number, b: number) => number): Tensor {
  checkAlike(a, b)
  const data = new Float32Array(a.data.length)
  for (let index = 0; index < data.length; index += 1)
    data[index] = make(a.data[index] ?? 0, b.data[index] ?? 0)
  return tensor(a.dims, data)
}

/** a + factor · b. A loop of its own, as every step walks it: a function called for each number is not inlined. */
export function addScaled(a: Tensor, b: Tensor, factor: number): Tensor {
  checkAlike(a, b)
  const data = new Float32Array(a.data.length)
  for (let index = 0; index < data.length; index += 1)
    data[index] = (a.data[index] ?? 0) + factor * (b.data[index] ?? 0)
  return tensor(a.dims, data)
}

/** from + scale · (to − from), for guidance; a loop of its own like `addScaled`. */
export function beyond(from: Tensor, to: Tensor, scale: number): Tensor {
  checkAlike(from, to)
  const data = new Float32Array(from.data.length)
  for (let index = 0; index < data.length; index += 1) {
    const start = from.data[index] ?? 0
    data[index] = start + scale * ((to.data[index] ?? 0) - start)
  }
  return tensor(from.dims, data)
}

export function mapTensor(value: Tensor, make: (number: number) => number): Tensor {
  return tensor(value.dims, value.data.map(make))
}

/** Neither NaN nor infinite anywhere. */
export function allFinite(value: Tensor): boolean {
  // Only NaN and infinity make something else than 0 of a product with 0.
  let trace = 0
  for (const number of value.data) trace += number * 0
  return trace === 0
}

function checkAlike(a: Tensor, b: Tensor): void {
  if (a.data.length === b.data.length) return
  throw new RangeError(`Shapes ${a.dims.join('×')} and ${b.dims.join('×')} do not go together.`)
}
