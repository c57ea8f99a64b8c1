import { z } from 'zod'
import type { StepRequest } from '../define-scheduler.ts'
import { tensor, type Tensor } from '../tensor.ts'
import { cleanOf, limited, noiseOf, type Limits, type Prediction } from './clean-sample.ts'
import { dpmAlgorithms, type DpmAlgorithm } from './dpm-integrals.ts'
import { finalSigmaKeys, flag, key } from './scheduler-keys.ts'
import { linearSum } from './single-precision.ts'
import { partsAt, solverLevelKeys } from './solver-levels.ts'

/** Names of other solvers' kinds mean the nearest here, so that a config can be moved from one to another. */
export const dpmKeys = {
  ...solverLevelKeys,
  ...finalSigmaKeys,
  algorithm_type: key(z.enum([...dpmAlgorithms, 'deis']), 'dpmsolver++').transform((type) =>
    type === 'deis' ? 'dpmsolver++' : type,
  ),
  solver_type: key(z.enum(['midpoint', 'heun', 'logrho', 'bh1', 'bh2']), 'midpoint').transform((type) =>
    type === 'heun' ? type : 'midpoint',
  ),
  lambda_min_clipped: key(
    z.union([z.number(), z.literal('-Infinity').transform(() => -Infinity)]),
    -Infinity,
  ),
  variance_type: z.string().nullish(),
  lower_order_final: flag(true),
}

export interface DpmConfig extends Limits {
  readonly prediction_type: Prediction
  readonly algorithm_type: DpmAlgorithm
  readonly use_flow_sigmas: boolean
  readonly final_sigmas_type: 'zero' | 'sigma_min'
}

export function predictsData({ algorithm_type }: Pick<DpmConfig, 'algorithm_type'>): boolean {
  return algorithm_type.endsWith('++')
}

/** The solvers of noise cannot reach a level without noise; they end at the table's lowest (diffusers refuses). */
export function endsAtZero(config: DpmConfig): boolean {
  return config.final_sigmas_type === 'zero' && predictsData(config)
}

/** The model's answer as what the algorithm integrates: the clean sample for ++, the noise otherwise. */
export function integratedAnswer(request: StepRequest, config: DpmConfig): Tensor {
  const sigma = request.schedule.sigmas[request.index] ?? 0
  const parts = partsAt(sigma, config.use_flow_sigmas)
  if (predictsData(config)) return cleanAnswer(request, config)
  const prediction = config.prediction_type
  const noise = noiseOf({ prediction, sample: request.sample, output: meanOf(request), ...parts })
  if (!config.thresholding) return noise
  const clean = limited(
    cleanOf({ prediction: 'epsilon', sample: request.sample, output: noise, ...parts }),
    config,
  )
  return noiseOf({ prediction: 'sample', sample: request.sample, output: clean, ...parts })
}

export function cleanAnswer(request: StepRequest, config: DpmConfig): Tensor {
  const { schedule, index, sample } = request
  const parts = partsAt(schedule.sigmas[index] ?? 0, config.use_flow_sigmas)
  const output = meanOf(request)
  return limited(cleanOf({ prediction: config.prediction_type, sample, output, ...parts }), config)
}

/** A model that learned its variance answers with more channels; the first ones are the prediction. */
function meanOf({ output, sample }: StepRequest): Tensor {
  const [batch = 1, channels = 1] = sample.dims
  if (output.dims[1] === channels) return output
  const size = sample.data.length / batch
  const stride = output.data.length / batch
  const data = new Float32Array(sample.data.length)
  for (let item = 0; item < batch; item += 1)
    data.set(output.data.subarray(item * stride, item * stride + size), item * size)
  return tensor(sample.dims, data)
}

/** α · clean + σ · noise at a level. */
export function noisedAt(
  clean: Tensor,
  noise: Tensor,
  { sigma, isFlow }: { sigma: number; isFlow: boolean },
): Tensor {
  const parts = partsAt(sigma, isFlow)
  return linearSum([parts.alpha, clean], [parts.sigma, noise])
}
