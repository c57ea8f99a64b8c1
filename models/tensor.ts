/** Row-major float32 array with its shape. */
export interface Tensor {
  readonly dims: readonly number[]
  readonly data: Float32Array
}

/** What goes into a session: float32 numbers or int64 ids. */
export type SessionTensor = Tensor | { readonly dims: readonly number[]; readonly data: BigInt64Array }

export function elementCount(dims: readonly number[]): number {
  return dims.reduce((count, dim) => count * dim, 1)
}

/** @throws RangeError when the data does not fill the shape. */
export function tensor(
  dims: readonly number[],
  data: Float32Array = new Float32Array(elementCount(dims)),
): Tensor {
  if (data.length !== elementCount(dims)) {
    throw new RangeError(
      `A tensor of shape ${dims.join('×')} needs ${elementCount(dims)} numbers, not ${data.length}.`,
    )
  }
  return { dims, data }
}
