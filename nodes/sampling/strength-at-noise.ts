import { tensor } from '../../models/tensor.ts'
import type { LoadedModel, RunContext } from '../run-context.ts'
import type { Schedule } from '../sockets/schedule.socket.ts'
import { lastRowOf, rowsOf } from './sampling-schedule.ts'

interface NoiseWanted {
  readonly model: LoadedModel
  readonly schedule: Schedule
  /** [1, C, T, H, W] */
  readonly dims: readonly number[]
  /** Of what the sampling begins with, 0..1. */
  readonly noiseShare: number
}

/**
 * The strength whose sampling begins with so much noise, at least its last step. Strength alone counts steps, and the
 * same part of the steps is far more noise for a model with a large shift than for one with none.
 */
export function strengthAtNoise(
  { model, schedule: wanted, dims, noiseShare }: NoiseWanted,
  { models }: RunContext,
): number {
  if (noiseShare === 0) return 0
  const scheduler = models.scheduler(wanted.scheduler)
  const schedule = rowsOf(scheduler, wanted, { ...model, dims })
  const [nothing, one] = [tensor([1]), tensor([1], Float32Array.of(1))]
  const row = schedule.timesteps.findIndex((_, index) => {
    const [noise = 0] = scheduler.addNoise({ clean: nothing, noise: one, schedule, index }).data
    const [clean = 0] = scheduler.addNoise({ clean: one, noise: nothing, schedule, index }).data
    return noise / (noise + clean) <= noiseShare + 1e-3
  })
  const { rowsPerStep = 1 } = scheduler
  const last = Math.ceil(lastRowOf(schedule, wanted, scheduler) / rowsPerStep) - 1
  const first = row < 0 ? last : Math.min(last, Math.ceil(row / rowsPerStep))
  // A hair more, so that the steps that follow from it are not cut off below a whole number.
  return Math.min(1, 1 - first / wanted.steps + 1e-6)
}
