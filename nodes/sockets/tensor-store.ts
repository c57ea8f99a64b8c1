import { tensor, type Tensor } from '../../models/tensor.ts'

/** A tensor as bytes (float32, the machine's byte order) for the result store. */
export function tensorBytes(value: Tensor): Uint8Array {
  const { buffer, byteOffset, byteLength } = value.data
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** @throws RangeError when the bytes do not fill the shape. */
export function tensorFromBytes(dims: readonly number[], bytes: Uint8Array | undefined): Tensor {
  if (!bytes) throw new RangeError('The bytes of a stored tensor are missing.')
  return tensor(dims, new Float32Array(bytes.slice().buffer))
}
