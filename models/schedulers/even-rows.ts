import type { ScheduleRequest, SigmaSchedule } from '../define-scheduler.ts'
import { refuseSigmas, requireSteps } from './schedule-problem.ts'
import { roundHalfEven, spacedTimesteps, type Spacing } from './timestep-spacing.ts'
import { trainingStepRows } from './training-steps.ts'

interface EvenRows {
  readonly scheduler: string
  readonly settings: {
    readonly num_train_timesteps: number
    readonly timestep_spacing: Spacing
    readonly steps_offset: number
  }
  /** ᾱ of each training step */
  readonly alphas: readonly number[]
}

/** Rows of the solvers that take whole training steps in even strides: DDPM, DDIM, and both of CogVideoX. */
export function evenRows(
  { config, steps, sigmas }: ScheduleRequest,
  { scheduler, settings, alphas }: EvenRows,
): SigmaSchedule {
  const { num_train_timesteps: trainSteps, timestep_spacing: spacing, steps_offset: offset } = settings
  refuseSigmas(sigmas)
  requireSteps(steps, trainSteps)
  const timesteps = spacedTimesteps({ spacing, trainSteps, steps, offset }).map(roundHalfEven)
  return trainingStepRows({ scheduler, config, timesteps, steps, alphas })
}
