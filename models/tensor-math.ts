import { tensor, type Tensor } from './tensor.ts'

/**
 * One new tensor from the numbers of two of the same shape; results are rounded to float32.
 * @throws RangeError when the shapes hold different counts
 */
export function combine(a: Tensor, b: Tensor, make: (a: number, b: number) => number): Tensor {
  if (a.data.length !== b.data.length) {
    throw new RangeError(`Shapes ${a.dims.join('×')} and ${b.dims.join('×')} do not go together.`)
  }
  const data = new Float32Array(a.data.length)
  for (let index = 0; index < data.length; index += 1)
    data[index] = make(a.data[index] ?? 0, b.data[index] ?? 0)
  return tensor(a.dims, data)
}

/** a + factor · b */
export function addScaled(a: Tensor, b: Tensor, factor: number): Tensor {
  return combine(a, b, (x, y) => x + factor * y)
}

export function mapTensor(value: Tensor, make: (number: number) => number): Tensor {
  return tensor(value.dims, value.data.map(make))
}

/** Neither NaN nor infinite anywhere. */
export function allFinite(value: Tensor): boolean {
  return value.data.every(Number.isFinite)
}
