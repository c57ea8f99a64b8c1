import type { KnownLatents } from './define-family.ts'
import { easedShare } from './eased-share.ts'
import { pasteFrames, sliceFrames, videoDims } from './frame-axis.ts'
import { combine } from './tensor-math.ts'
import { tensor, type Tensor } from './tensor.ts'

/**
 * A beginning for what lies between known frames: the latent frame before gives way to the one after, slowly at both
 * ends. A sampler that starts from it with a strength below 1 finds a way from one to the other even between unlike
 * scenes (SDEdit on cross-faded latents). Where there is a neighbour on one side only, it stands still; where there is none, zeros stay.
 */
export function morphedBetween(dims: readonly number[], known: readonly KnownLatents[]): Tensor {
  const { frames } = videoDims(dims)
  const morphed = tensor(dims)
  const places = new Map<number, Tensor>()
  for (const { latent, at } of known)
    for (let frame = 0; frame < videoDims(latent.dims).frames; frame += 1)
      places.set(at + frame, sliceFrames(latent, frame, 1))
  const given = [...places.keys()].sort((a, b) => a - b)
  for (let frame = 0; frame < frames; frame += 1) {
    const before = given.findLast((at) => at <= frame)
    const after = given.find((at) => at >= frame)
    const [from, to] = [places.get(before ?? after ?? -1), places.get(after ?? before ?? -1)]
    if (!from || !to) continue
    const share =
      before === undefined || after === undefined || before === after
        ? 0
        : easedShare((frame - before) / (after - before))
    pasteFrames(
      morphed,
      combine(from, to, (a, b) => a + share * (b - a)),
      frame,
    )
  }
  return morphed
}
