import { tensor, type Tensor } from '../../models/tensor.ts'

export type SampleName = 'dummy_sample_deter' | 'dummy_sample_deter_1d'

/**
 * diffusers' deterministic samples, batch last before it is moved to the front: x[b][…] = f(at · 4 + b) / count.
 * Shapes (4, 3, 8, 8) and (4, 3, 8).
 */
export function dummySample(name: SampleName, value: (k: number, count: number) => number): Tensor {
  const dims = name === 'dummy_sample_deter' ? [4, 3, 8, 8] : [4, 3, 8]
  const count = dims.reduce((product, dim) => product * dim, 1)
  const data = new Float32Array(count)
  const size = count / 4
  for (let batch = 0; batch < 4; batch += 1)
    for (let at = 0; at < size; at += 1) data[batch * size + at] = value(at * 4 + batch, count) / count
  return tensor(dims, data)
}

/** x · t / (t + 1), from left to right and each rounded to float32, as diffusers' dummy model. */
export function dummyModel(sample: Tensor, timestep: number): Tensor {
  const { fround } = Math
  const time = fround(timestep)
  const next = fround(time + 1)
  return tensor(
    sample.dims,
    sample.data.map((value) => fround(value * time) / next),
  )
}
