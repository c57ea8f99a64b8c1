import { videoDims } from './frame-axis.ts'
import { tensor, type Tensor } from './tensor.ts'

/**
 * A latent [1, C, T, H, W] as tokens [1, N, C·p·p]: t-major, then y, then x; inside a token channel, then dy, dx.
 * @param patch side p of a token's square, a divisor of H and W
 */
export function toTokens(latent: Tensor, patch: number): Tensor {
  const order = tokenOrder(latent.dims, patch)
  const { channels } = videoDims(latent.dims)
  const features = channels * patch * patch
  const tokens = tensor([1, order.length / features, features])
  for (let index = 0; index < order.length; index += 1)
    tokens.data[index] = latent.data[order[index] ?? 0] ?? 0
  return tokens
}

/** The way back from {@link toTokens}. */
export function fromTokens(tokens: Tensor, latentDims: readonly number[], patch: number): Tensor {
  const order = tokenOrder(latentDims, patch)
  const latent = tensor(latentDims)
  for (let index = 0; index < order.length; index += 1)
    latent.data[order[index] ?? 0] = tokens.data[index] ?? 0
  return latent
}

/** Place of each token as [N, 3]: t, y, x counted in tokens. */
export function tokenPositions(latentDims: readonly number[], patch: number): Tensor {
  const { frames, height, width } = videoDims(latentDims)
  const [rows, columns] = [height / patch, width / patch]
  const positions = tensor([frames * rows * columns, 3])
  for (let token = 0; token < frames * rows * columns; token += 1) {
    const inFrame = token % (rows * columns)
    positions.data.set(
      [Math.floor(token / (rows * columns)), Math.floor(inFrame / columns), inFrame % columns],
      token * 3,
    )
  }
  return positions
}

/** For each number of the tokens, where it lies in the latent. */
function tokenOrder(dims: readonly number[], patch: number): Int32Array {
  const { channels, frames, height, width } = videoDims(dims)
  const order = new Int32Array(channels * frames * height * width)
  let next = 0
  for (let t = 0; t < frames; t += 1) {
    for (let y = 0; y < height; y += patch) {
      for (let x = 0; x < width; x += patch) {
        for (let c = 0; c < channels; c += 1) {
          const corner = ((c * frames + t) * height + y) * width + x
          for (let inside = 0; inside < patch * patch; inside += 1)
            order[next++] = corner + Math.floor(inside / patch) * width + (inside % patch)
        }
      }
    }
  }
  return order
}
