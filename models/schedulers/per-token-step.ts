import type { StepRequest } from '../define-scheduler.ts'
import { tensor, type Tensor } from '../tensor.ts'

const { fround } = Math

/**
 * A flow Euler step where each token has its own noise level, as clips whose first frames are known: a token goes to
 * the schedule's next level below its own, and one at 0 stays.
 *
 * The velocity is the model's own, as everywhere. diffusers' `per_token_timesteps` steps the other way and wants it negated.
 * @param request.sample [B, S, C]
 * @param tokenTimesteps [B, S]
 * @param trainSteps timesteps at σ = 1
 */
export function perTokenStep(request: StepRequest, tokenTimesteps: Tensor, trainSteps: number): Tensor {
  const { sample, output, schedule } = request
  const channels = sample.data.length / tokenTimesteps.data.length
  const data = sample.data.slice()
  tokenTimesteps.data.forEach((timestep, token) => {
    const sigma = fround(timestep / trainSteps)
    const below = schedule.sigmas.filter((level) => level < fround(sigma - 1e-6))
    const distance = fround(Math.max(0, ...below) - sigma)
    for (let at = token * channels; at < (token + 1) * channels; at += 1)
      data[at] = (data[at] ?? 0) + fround(distance * (output.data[at] ?? 0))
  })
  return tensor(sample.dims, data)
}
