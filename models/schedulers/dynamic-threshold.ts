import { tensor, type Tensor } from '../tensor.ts'

const { fround } = Math

export interface ThresholdKeys {
  readonly dynamic_thresholding_ratio: number
  readonly sample_max_value: number
}

/**
 * Dynamic thresholding (Saharia et al. 2022): each batch item is cut at a high percentile of its own magnitudes and
 * divided by it, so that strong guidance does not saturate.
 * @param clean [B, …]
 */
export function thresholded(clean: Tensor, keys: ThresholdKeys): Tensor {
  const size = clean.data.length / (clean.dims[0] ?? 1)
  const data = new Float32Array(clean.data.length)
  for (let start = 0; start < data.length; start += size) {
    const item = clean.data.subarray(start, start + size)
    const wanted = quantile(item.map(Math.abs), keys.dynamic_thresholding_ratio)
    // As torch.clamp, the upper bound wins when the bounds cross.
    const limit = Math.min(Math.max(wanted, 1), fround(keys.sample_max_value))
    data.set(
      item.map((value) => fround(Math.min(Math.max(value, -limit), limit)) / limit),
      start,
    )
  }
  return tensor(clean.dims, data)
}

/** Linear between neighbours, as torch.quantile. */
function quantile(values: Float32Array, share: number): number {
  const sorted = values.toSorted()
  const at = fround(fround(share) * (sorted.length - 1))
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return fround(low + fround((at - Math.floor(at)) * fround(high - low)))
}
