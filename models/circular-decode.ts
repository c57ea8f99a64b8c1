import { spanFrames } from './context-windows.ts'
import type { Family, ModelSessions } from './define-family.ts'
import { sliceFrames, videoDims } from './frame-axis.ts'
import type { Tensor } from './tensor.ts'

/** Latent frames of the loop's end a causal decoder sees before its beginning. */
const context = 8

/**
 * A loop as frames: each latent frame stands for `stride` of them. The end is decoded once more in front, so that the
 * beginning follows from it, and what it decodes to is dropped.
 */
export async function* decodeLoop(
  family: Family,
  latent: Tensor,
  sessions: ModelSessions,
): AsyncGenerator<Tensor> {
  const { frames } = videoDims(latent.dims)
  const past = Math.min(context, frames)
  const wrapped = spanFrames(latent, { start: frames - past, count: past + frames })
  let left = 1 + (past - 1) * family.frameStride(sessions.configs)
  for await (const chunk of family.decodeVideo(wrapped, sessions)) {
    const count = videoDims(chunk.dims).frames
    const dropped = Math.min(left, count)
    left -= dropped
    if (dropped < count) yield sliceFrames(chunk, dropped, count - dropped)
  }
}
