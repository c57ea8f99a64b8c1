import { videoDims } from './frame-axis.ts'
import { tensor, type Tensor } from './tensor.ts'

/** How the latents of one shape become tokens and tokens become latents. */
export interface TokenLayout {
  /**
   * [1, C, T, H, W] as [1, N, C·p·p]: t-major, then y, then x; inside a token channel, then dy, dx.
   */
  pack(latent: Tensor): Tensor
  /** The way back. */
  unpack(tokens: Tensor): Tensor
  /** Place of each token as [N, 3]: t (counted from `firstFrame`), y, x counted in tokens. */
  positions(firstFrame?: number): Tensor
}

/** @param patch side p of a token's square, a divisor of H and W */
export function tokenLayout(latentDims: readonly number[], patch: number): TokenLayout {
  const order = rememberedOrder(latentDims, patch)
  const features = videoDims(latentDims).channels * patch * patch
  const tokenDims = [1, order.length / features, features]
  return {
    pack(latent) {
      const tokens = tensor(tokenDims)
      for (let at = 0; at < order.length; at += 1) tokens.data[at] = latent.data[order[at] ?? 0] ?? 0
      return tokens
    },
    unpack(tokens) {
      const latent = tensor(latentDims)
      for (let at = 0; at < order.length; at += 1) latent.data[order[at] ?? 0] = tokens.data[at] ?? 0
      return latent
    },
    positions: (firstFrame = 0) => tokenPositions(latentDims, patch, firstFrame),
  }
}

function tokenPositions(latentDims: readonly number[], patch: number, firstFrame: number): Tensor {
  const { frames, height, width } = videoDims(latentDims)
  const [rows, columns] = [height / patch, width / patch]
  const positions = tensor([frames * rows * columns, 3])
  for (let token = 0; token < frames * rows * columns; token += 1) {
    const inFrame = token % (rows * columns)
    positions.data.set(
      [firstFrame + Math.floor(token / (rows * columns)), Math.floor(inFrame / columns), inFrame % columns],
      token * 3,
    )
  }
  return positions
}

/** A run asks for one layout at every step; a few are kept. */
const orders = new Map<string, Int32Array>()
const keptOrders = 4

function rememberedOrder(dims: readonly number[], patch: number): Int32Array {
  const name = `${dims.join('×')} ${patch}`
  const order = orders.get(name) ?? tokenOrder(dims, patch)
  orders.delete(name)
  orders.set(name, order)
  const [oldest] = orders.keys()
  if (orders.size > keptOrders && oldest !== undefined) orders.delete(oldest)
  return order
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
