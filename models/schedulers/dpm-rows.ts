import type { AddNoiseRequest, ScheduleRequest, SigmaSchedule } from '../define-scheduler.ts'
import type { Tensor } from '../tensor.ts'
import { type DpmConfig, endsAtZero, noisedAt } from './dpm-config.ts'
import { noiseTable } from './noise-table.ts'
import {
  dpmFlowSigmas,
  flowShiftOf,
  type SolverLevelConfig,
  type SolverLevelOptions,
  solverLevels,
} from './solver-levels.ts'

const { fround } = Math

interface DpmRows {
  readonly scheduler: string
  readonly config: DpmConfig & SolverLevelConfig & { readonly lambda_min_clipped: number }
  /** What the multistep and the singlestep solver do differently. */
  readonly levels: Pick<SolverLevelOptions, 'onlyLinspace' | 'roundsCurves' | 'useLuLambdas'>
}

/** Rows of both DPM solvers: their levels, and the one they end at. */
export function dpmRows(request: ScheduleRequest, { scheduler, config, levels }: DpmRows): SigmaSchedule {
  const { timesteps, sigmas } = solverLevels(config, request, {
    ...levels,
    lambdaMinClipped: config.lambda_min_clipped,
    flow: dpmFlowSigmas(config.num_train_timesteps, flowShiftOf(config, request)),
  })
  const last = endsAtZero(config) ? 0 : (noiseTable(config).sigmas[0] ?? 0)
  return {
    ...{ scheduler, config: request.config, timesteps, initScale: 1 },
    sigmas: [...sigmas.map(fround), last],
  }
}

/** α · clean + σ · noise at a row. */
export function noisedToRow(
  { clean, noise, schedule, index }: AddNoiseRequest,
  { use_flow_sigmas: isFlow }: Pick<DpmConfig, 'use_flow_sigmas'>,
): Tensor {
  return noisedAt(clean, noise, { sigma: schedule.sigmas[index] ?? 0, isFlow })
}
