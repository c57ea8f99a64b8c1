import { tensor, type Tensor } from '../tensor.ts'

/**
 * One new tensor, batch item by batch item: a guidance measures each clip by itself.
 * @param first [B, …]
 * @param second in the same shape
 */
export function mapItems(
  first: Tensor,
  second: Tensor,
  make: (a: Float32Array, b: Float32Array) => Float32Array,
): Tensor {
  const size = first.data.length / (first.dims[0] ?? 1)
  const data = new Float32Array(first.data.length)
  for (let start = 0; start < data.length; start += size) {
    const end = start + size
    data.set(make(first.data.subarray(start, end), second.data.subarray(start, end)), start)
  }
  return tensor(first.dims, data)
}

export function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
}

/** Standard deviation of a sample, with n − 1. */
export function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(square / (values.length - 1))
}
