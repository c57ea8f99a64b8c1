import type { Scheduler } from '../../models/define-scheduler.ts'
import { caseVariance } from './scheduler-variance.ts'
import { configOfCase, type LoopCase, type SchedulerCase } from './scheduler-case.ts'
import { runLoop, type LoopOutcome } from './scheduler-loop.ts'

export interface Verdict {
  readonly id: string
  readonly passed: boolean
  /** Σ |x| and its mean, of loops only. */
  readonly sum?: number
  readonly mean?: number
  /** Largest relative distance from diffusers' own rerun: samples, timesteps, sigmas. */
  readonly drift?: number
  /** What is outside its tolerance. */
  readonly complaints: readonly string[]
}

/** Runs one case and holds it to its own tolerances. */
export function judge(scheduler: Scheduler | undefined, given: SchedulerCase): Verdict {
  const { id } = given
  if (!scheduler)
    return { id, passed: false, complaints: [`There is no scheduler of class ${given.scheduler}.`] }
  const found = examine(scheduler, given)
  return { id, passed: found.complaints.length === 0, ...found }
}

function examine(scheduler: Scheduler, given: SchedulerCase): Omit<Verdict, 'id' | 'passed'> {
  switch (given.kind) {
    case 'loop':
      return examineLoop(scheduler, given)
    case 'variance':
      return {
        complaints: given.expected_variance.flatMap((wanted) =>
          near('variance', caseVariance(given, wanted), {
            wanted: wanted.variance,
            tolerance: given.tolerance.variance,
          }),
        ),
      }
    case 'timesteps': {
      const { timesteps } = scheduler.schedule({
        config: configOfCase(given),
        steps: given.num_inference_steps,
      })
      return {
        complaints: allNear('timestep', timesteps, {
          wanted: given.expected_timesteps,
          tolerance: given.tolerance.timesteps,
        }),
      }
    }
    case 'sigmas': {
      const made = scheduler.schedule({ config: configOfCase(given), steps: given.num_inference_steps })
      const { sigmas_rel, sigmas_abs, timesteps } = given.tolerance
      const sigmas = made.sigmas.flatMap((sigma, at) => {
        const wanted = given.expected_sigmas[at] ?? NaN
        return near(`sigma ${at}`, sigma, { wanted, tolerance: sigmas_abs + sigmas_rel * Math.abs(wanted) })
      })
      if (!given.expected_timesteps) return { complaints: sigmas }
      const steps = { wanted: given.expected_timesteps, tolerance: timesteps ?? 0 }
      return { complaints: [...sigmas, ...allNear('timestep', made.timesteps, steps)] }
    }
    default:
      return given satisfies never
  }
}

function examineLoop(scheduler: Scheduler, given: LoopCase): Omit<Verdict, 'id' | 'passed'> {
  const outcome = runLoop(scheduler, given)
  const { sum, mean } = outcome
  const { expected_sum, expected_mean, tolerance } = given
  const complaints = [
    ...(expected_sum === null
      ? []
      : near('sum', sum, { wanted: expected_sum, tolerance: tolerance.sum ?? 0.01 })),
    ...(expected_mean === null
      ? []
      : near('mean', mean, { wanted: expected_mean, tolerance: tolerance.mean ?? 0.001 })),
  ]
  return { sum, mean, drift: driftOf(outcome, given), complaints }
}

interface Wanted<Value> {
  readonly wanted: Value
  readonly tolerance: number
}

function near(name: string, found: number, { wanted, tolerance }: Wanted<number>): readonly string[] {
  const isNear = Math.abs(found - wanted) <= tolerance
  return isNear ? [] : [`${name} is ${found}, not ${wanted} ± ${tolerance}`]
}

function allNear(
  name: string,
  found: readonly number[],
  { wanted, tolerance }: Wanted<readonly number[]>,
): readonly string[] {
  if (found.length !== wanted.length) return [`${found.length} rows instead of ${wanted.length}`]
  return found.flatMap((value, at) => near(`${name} ${at}`, value, { wanted: wanted[at] ?? NaN, tolerance }))
}

/** How far a loop is from diffusers' rerun anywhere on its way, relative to the largest number of each list. */
function driftOf({ schedule, firstRow, sample, trace, sum }: LoopOutcome, { rerun, loop }: LoopCase): number {
  if (!rerun) return 0
  const isShown = (rows: readonly (number | string)[]): rows is readonly number[] =>
    rows.every((row) => typeof row === 'number')
  const timesteps = rerun.timesteps ?? []
  const rows = schedule.timesteps.slice(firstRow)
  return Math.max(
    distance([sum], [rerun.sum]),
    distance([...sample.data.slice(0, rerun.first8.length)], rerun.first8),
    distance([sample.data.at(-1) ?? NaN], [rerun.last]),
    distance(trace, rerun.trace_last ?? trace),
    isShown(timesteps) && !loop.repeat ? distance(rows, timesteps) : 0,
    // KDPM2 lists its levels twice there; here the odd rows are the levels between.
    rerun.sigmas?.length === schedule.sigmas.length ? distance(schedule.sigmas, rerun.sigmas) : 0,
  )
}

function distance(found: readonly number[], wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Infinity
  const scale = Math.max(...wanted.map(Math.abs), Number.MIN_VALUE)
  return Math.max(0, ...found.map((value, at) => Math.abs(value - (wanted[at] ?? NaN)) / scale))
}
