import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import euler from '../../models/schedulers/flow-match-euler.scheduler.ts'
import heun from '../../models/schedulers/flow-match-heun.scheduler.ts'
import { runSchedulerCase, schedulerCaseSchema } from './scheduler-case.ts'

const file = new URL('./flow-match-cases.json', import.meta.url)
const cases = z.array(schedulerCaseSchema).parse(JSON.parse(readFileSync(file, 'utf8')))
const byClass = new Map([euler, heun].map((scheduler) => [scheduler.className, scheduler]))

describe('schedulers give the sums of diffusers', () => {
  it.each(cases.map((given) => [given.id, given] as const))('%s', (_, given) => {
    const outcome = runSchedulerCase(byClass.get(given.scheduler)!, given)
    const ran = outcome.schedule.timesteps.slice(outcome.firstRow)
    expectClose(ran, given.rerun.timesteps, 1e-3)
    expectClose(outcome.schedule.sigmas, given.rerun.sigmas, 1e-6)
    expectClose(outcome.trace, given.rerun.trace_last, 2e-6)
    expect(Math.abs(outcome.mean - given.expected_mean)).toBeLessThan(given.tolerance.mean)
    if (given.expected_sum !== null)
      expect(Math.abs(outcome.sum - given.expected_sum)).toBeLessThan(given.tolerance.sum)
  })
})

function expectClose(given: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(given).toHaveLength(wanted.length)
  const worst = Math.max(...given.map((value, index) => Math.abs(value - wanted[index]!)))
  expect(worst).toBeLessThan(tolerance)
}
