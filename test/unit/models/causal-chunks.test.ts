import { describe, expect, it } from 'vitest'
import { decodeChunks } from '../../../models/causal-chunks.ts'

const stride = 4

/** A causal decoder in miniature: each frame is its latent's number plus those of up to two latents before. */
function decode(latents: readonly number[]): readonly string[] {
  return latents.flatMap((_, index) => {
    const seen = latents.slice(Math.max(0, index - 2), index + 1).join('+')
    return Array.from({ length: index === 0 ? 1 : stride }, (_, frame) => `${seen}.${frame}`)
  })
}

describe('a latent decoded in chunks gives the frames of one pass', () => {
  it.each([
    [1, 4],
    [5, 2],
    [9, 3],
    [12, 5],
    [13, 1],
  ])('%d latent frames, %d a chunk', (latentFrames, perChunk) => {
    const latents = Array.from({ length: latentFrames }, (_, index) => index)
    const chunks = decodeChunks({ latentFrames, stride, perChunk, context: 3 })
    const joined = chunks.flatMap(({ start, count, dropFrames }) =>
      decode(latents.slice(start, start + count)).slice(dropFrames),
    )
    expect(joined).toEqual(decode(latents))
  })

  it('in memory that does not grow with the length', () => {
    const chunks = decodeChunks({ latentFrames: 1000, stride, perChunk: 4, context: 2 })
    expect(Math.max(...chunks.map(({ count }) => count))).toBe(6)
  })
})
