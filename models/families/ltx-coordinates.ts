import { tensor, type Tensor } from '../tensor.ts'

interface CoordinateScale {
  /** Pixels a latent place stands for. */
  readonly spatial: number
  /** Frames a latent frame stands for. */
  readonly temporal: number
  readonly framesPerSecond: number
}

/**
 * Where each token begins, [1, 3, N]: seconds, then rows and columns in pixels. The first latent frame is a single frame,
 * so the others begin `temporal − 1` frames early (diffusers, pipeline_ltx_condition).
 * @param positions [N, 3]: t, y, x in latent places
 */
export function videoCoordinates(
  positions: Tensor,
  { spatial, temporal, framesPerSecond }: CoordinateScale,
): Tensor {
  const [count = 0] = positions.dims
  const coordinates = tensor([1, 3, count])
  for (let token = 0; token < count; token += 1) {
    const [t = 0, y = 0, x = 0] = positions.data.subarray(token * 3, token * 3 + 3)
    coordinates.data[token] = Math.max(0, t * temporal + 1 - temporal) / framesPerSecond
    coordinates.data[count + token] = y * spatial
    coordinates.data[2 * count + token] = x * spatial
  }
  return coordinates
}
