import type { SigmaSchedule } from '../../models/define-scheduler.ts'
import type { DenoiseMemories } from '../../models/denoise-input.ts'
import type { Tensor } from '../../models/tensor.ts'
import type { SamplingState } from './sampling-state.ts'

/** Where in its schedule a sampling begins or goes on. */
export interface SamplingStart {
  readonly firstRow: number
  readonly sample: Tensor
  readonly memories: DenoiseMemories
  /** Fresh noises to skip in the seed's stream. */
  readonly draws: number
}

/**
 * A state taken up under a schedule. Under its own it goes on exactly where it was. A fork may have another one:
 * then it goes on at the row whose timestep is nearest to the one it was left at, and what the old solver or
 * guidance remembered is forgotten, because it means nothing to the new one.
 */
export function goOn(state: SamplingState, schedule: SigmaSchedule, guidance: string): SamplingStart {
  const { row, sample, draws, memories } = state
  const isSame = hasSameRows(state.schedule, schedule)
  return {
    ...{ sample, draws },
    firstRow: isSame ? row : nearestRow(state, schedule),
    memories: {
      solver: isSame ? memories.solver : undefined,
      guidance: guidance === state.guidance ? memories.guidance : undefined,
      reuse: isSame && guidance === state.guidance ? memories.reuse : undefined,
    },
  }
}

function hasSameRows(a: SamplingState['schedule'], b: SigmaSchedule): boolean {
  return (
    a.scheduler === b.scheduler &&
    a.timesteps.length === b.timesteps.length &&
    a.timesteps.every((timestep, row) => timestep === b.timesteps[row])
  )
}

/** All schedulers of a model count in the same timesteps, the units the model was trained with. */
function nearestRow({ row, schedule: before }: SamplingState, { timesteps }: SigmaSchedule): number {
  const wanted = before.timesteps[row]
  if (wanted === undefined) return timesteps.length
  const distances = timesteps.map((timestep) => Math.abs(timestep - wanted))
  return distances.indexOf(Math.min(...distances))
}
