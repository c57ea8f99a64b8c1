import type { DenoiseRequest } from '../define-family.ts'
import { videoDims } from '../frame-axis.ts'
import { tensor, type Tensor } from '../tensor.ts'

/** Each token's timestep [1, N]: the step's own, and 0 (no noise) in known latent frames. */
export function tokenTimesteps(
  { sample, timestep, known, tokenTimesteps: given }: DenoiseRequest,
  patch: number,
): Tensor {
  if (given) return given
  const { frames, height, width } = videoDims(sample.dims)
  const perFrame = (height * width) / patch ** 2
  const timesteps = tensor([1, frames * perFrame])
  timesteps.data.fill(timestep)
  for (const { latent, at } of known.filter(({ soft }) => !soft))
    timesteps.data.fill(0, at * perFrame, (at + videoDims(latent.dims).frames) * perFrame)
  return timesteps
}
