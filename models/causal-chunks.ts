/** One piece of a latent for a causal decoder. */
export interface DecodeChunk {
  /** First latent frame that goes in, context included. */
  readonly start: number
  readonly count: number
  /** Decoded frames in front that only were context. */
  readonly dropFrames: number
}

export interface ChunkRequest {
  readonly latentFrames: number
  /** Frames a latent frame stands for, except the first, which stands for one. */
  readonly stride: number
  /** New latent frames a chunk brings. */
  readonly perChunk: number
  /** Latent frames of the past each chunk sees again. */
  readonly context: number
}

/**
 * Cuts a latent in time so that memory does not grow with its length. A causal decoder that sees a few latent
 * frames of the past again gives the same frames as one pass over all; what the context decodes to is dropped.
 */
export function decodeChunks({
  latentFrames,
  stride,
  perChunk,
  context,
}: ChunkRequest): readonly DecodeChunk[] {
  const chunks: DecodeChunk[] = []
  for (let next = 0; next < latentFrames; next += perChunk) {
    const start = Math.max(0, next - context)
    const end = Math.min(latentFrames, next + perChunk)
    const past = next - start
    chunks.push({ start, count: end - start, dropFrames: past === 0 ? 0 : 1 + stride * (past - 1) })
  }
  return chunks
}
