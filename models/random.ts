import { mersenneTwister, type RandomBits } from './mersenne-twister.ts'
import { elementCount, tensor, type Tensor } from './tensor.ts'

/** Draws normal numbers one tensor after another from one seed. */
export interface NormalStream {
  /** Standard normal numbers in the given shape, as `torch.randn(dims, generator=…)` on the CPU. */
  next(dims: readonly number[]): Tensor
}

/**
 * PyTorch's CPU float32 stream of normal numbers: the same seed gives the same video here and there.
 * Only this stream is portable; bfloat16, float64 and CUDA draw other numbers (ATen, native/cpu/DistributionTemplates.h).
 */
export function normalStream(seed: number): NormalStream {
  const bits = mersenneTwister(seed)
  const single = singleNormals(bits)
  return {
    next(dims) {
      const data = new Float32Array(elementCount(dims))
      if (data.length >= block) fillBlocks(data, bits)
      else for (let index = 0; index < data.length; index += 1) data[index] = single()
      return tensor(dims, data)
    },
  }
}

/** The first tensor of a seed's stream. */
export function normal(seed: number, dims: readonly number[]): Tensor {
  return normalStream(seed).next(dims)
}

/** PyTorch transforms uniform numbers in blocks of sixteen, eight pairs each. */
const block = 16

function fillBlocks(data: Float32Array, bits: RandomBits): void {
  fillUniform(data, bits)
  for (let start = 0; start + block <= data.length; start += block) boxMuller(data, start)
  if (data.length % block === 0) return
  // The last block overlaps the one before; PyTorch draws all its sixteen numbers anew.
  const start = data.length - block
  fillUniform(data.subarray(start), bits)
  boxMuller(data, start)
}

function fillUniform(data: Float32Array, bits: RandomBits): void {
  for (let index = 0; index < data.length; index += 1) data[index] = (bits() & 0xffffff) * 2 ** -24
}

const { fround } = Math
const twoPi = fround(2 * Math.PI)

function boxMuller(data: Float32Array, start: number): void {
  for (let index = start; index < start + block / 2; index += 1) {
    const u1 = fround(1 - (data[index] ?? 0))
    const radius = fround(Math.sqrt(fround(-2 * fround(Math.log(u1)))))
    const angle = fround(twoPi * (data[index + block / 2] ?? 0))
    data[index] = radius * fround(Math.cos(angle))
    data[index + block / 2] = radius * fround(Math.sin(angle))
  }
}

/** Fewer than sixteen numbers take another road: double precision, in pairs, the second kept for the next draw. */
function singleNormals(bits: RandomBits): () => number {
  let kept: number | undefined
  return () => {
    if (kept !== undefined) {
      const value = kept
      kept = undefined
      return value
    }
    const angle = 2 * Math.PI * uniform53(bits)
    const radius = Math.sqrt(-2 * Math.log1p(-uniform53(bits)))
    kept = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}

function uniform53(bits: RandomBits): number {
  const high = bits() & 0x1fffff
  return (high * 2 ** 32 + bits()) * 2 ** -53
}
