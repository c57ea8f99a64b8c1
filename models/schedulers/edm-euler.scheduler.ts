import { z } from 'zod'
import {
  defineScheduler,
  type ScheduleRequest,
  type SigmaSchedule,
  type StepRequest,
} from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { configReader, finalSigmaKeys, key, numeric } from './scheduler-keys.ts'
import { exponentialSigmas, karrasSigmas } from './sigma-curves.ts'
import { noisedToSigma, slope } from './sigma-levels.ts'
import { linearSum, squareRoot } from './single-precision.ts'
import { stirKeys, stirred } from './stirred-noise.ts'

const { fround } = Math

const configOf = configReader(
  z.object({
    sigma_min: numeric(0.002),
    sigma_max: numeric(80),
    sigma_data: numeric(0.5),
    sigma_schedule: key(z.enum(['karras', 'exponential']), 'karras'),
    prediction_type: key(z.enum(['epsilon', 'v_prediction']), 'epsilon'),
    rho: numeric(7),
    ...finalSigmaKeys,
    ...stirKeys,
  }),
)

/** Euler for models in EDM's own scaling (Karras et al. 2022, table 1 and algorithm 2). */
export const edmEuler = defineScheduler({
  id: 'edm-euler',
  className: 'EDMEulerScheduler',
  label: { en: 'Euler for EDM models', 'zh-CN': 'EDM Euler（EDM 模型专用欧拉）' },
  schedule,
  scaleInput: (sample, { config, sigmas }, index) =>
    linearSum([inputFactor(sigmas[index] ?? 0, configOf(config).sigma_data), sample]),
  step,
  addNoise: ({ clean, noise, schedule, index }) => noisedToSigma(clean, noise, schedule.sigmas[index] ?? 0),
  predictClean: (request) => cleanFrom(request, request.sample, request.schedule.sigmas[request.index] ?? 0),
})

export default edmEuler

function schedule({ config, steps, sigmas: given }: ScheduleRequest): SigmaSchedule {
  const { sigma_min: low, sigma_max: high, sigma_schedule, rho, final_sigmas_type } = configOf(config)
  const range = { high, low, steps }
  const curve = sigma_schedule === 'karras' ? karrasSigmas(range, rho) : exponentialSigmas(range)
  const sigmas = (given ?? curve).map(fround)
  return {
    scheduler: 'edm-euler',
    config,
    timesteps: sigmas.map((sigma) => fround(0.25 * fround(Math.log(sigma)))),
    sigmas: [...sigmas, final_sigmas_type === 'zero' ? 0 : (sigmas.at(-1) ?? 0)],
    initScale: Math.sqrt(high ** 2 + 1),
  }
}

function step(request: StepRequest): { sample: Tensor } {
  const { schedule, index } = request
  const { sample, sigma } = stirred(request, configOf(schedule.config))
  const derivative = slope(sample, cleanFrom(request, sample, sigma), sigma)
  return { sample: linearSum([1, sample], [fround((schedule.sigmas[index + 1] ?? 0) - sigma), derivative]) }
}

function inputFactor(sigma: number, data: number): number {
  return fround(1 / squareRoot(fround(fround(sigma * sigma) + data ** 2)))
}

function cleanFrom({ schedule, output }: StepRequest, sample: Tensor, sigma: number): Tensor {
  const { sigma_data: data, prediction_type } = configOf(schedule.config)
  const total = fround(fround(sigma * sigma) + data ** 2)
  const skip = fround(data ** 2 / total)
  const out = fround(fround(sigma * data) / squareRoot(total))
  return linearSum([skip, sample], [prediction_type === 'epsilon' ? out : -out, output])
}
