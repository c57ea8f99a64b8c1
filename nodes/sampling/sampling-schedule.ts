import type { Scheduler, SigmaSchedule } from '../../models/define-scheduler.ts'
import type { LoadedModel } from '../run-context.ts'
import type { Schedule } from '../sockets/schedule.socket.ts'

/** Given sigmas are meant as they are: no shift and no curve is laid over them. */
const asGiven = {
  ...{ shift: 1, flow_shift: 1, use_dynamic_shifting: false, shift_terminal: null },
  ...{ use_karras_sigmas: false, use_exponential_sigmas: false, use_beta_sigmas: false },
}

/** The rows of a sampling for latents of one shape. */
export function rowsOf(
  scheduler: Scheduler,
  { config, steps, sigmas }: Schedule,
  { family, sessions, dims }: Pick<LoadedModel, 'family' | 'sessions'> & { readonly dims: readonly number[] },
): SigmaSchedule {
  const sequenceLength = family.sequenceLength(dims, sessions.configs)
  if (!sigmas)
    // A pipeline's own sigmas begin at 1, where the exponential solvers know no direction: they make their own.
    return scheduler.schedule({
      ...{ config, steps, sequenceLength },
      sigmas: scheduler.flow === 'always' ? family.startSigmas?.(steps) : undefined,
    })
  const levels = sigmas.at(-1) === 0 ? sigmas.slice(0, -1) : sigmas
  return scheduler.schedule({
    config: { ...config, ...asGiven },
    steps: levels.length,
    sigmas: levels,
    sequenceLength,
  })
}

/** Row a sampling ends before: given sigmas may end while there still is noise. */
export function lastRowOf(
  { timesteps }: SigmaSchedule,
  { sigmas }: Schedule,
  { rowsPerStep = 1 }: Scheduler,
): number {
  const leavesNoise = sigmas !== undefined && sigmas.at(-1) !== 0
  return leavesNoise ? timesteps.length - rowsPerStep : timesteps.length
}

/** diffusers: the last int(steps · strength) steps are done. */
export function firstRowOf({ rowsPerStep = 1 }: Scheduler, steps: number, strength: number): number {
  return (steps - Math.min(Math.floor(steps * strength), steps)) * rowsPerStep
}
