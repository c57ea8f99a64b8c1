import type { WindowPlan } from '../../models/context-windows.ts'
import type { FrameWindows } from '../sockets/model.socket.ts'

/** Windows counted in latent frames: the first of a video stands for one frame, each other for `stride`. */
export function latentWindows(
  { frames, overlap, schedule, weights }: FrameWindows,
  stride: number,
): WindowPlan {
  const length = Math.max(2, Math.ceil((frames - 1) / stride) + 1)
  const shared = Math.min(length - 1, Math.max(1, Math.round(overlap / stride)))
  return { length, overlap: shared, schedule, weights }
}
