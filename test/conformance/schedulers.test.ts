import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Scheduler } from '../../models/define-scheduler.ts'
import { normal } from '../../models/random.ts'
import { combine } from '../../models/tensor-math.ts'
import { schedulerChoices } from '../../nodes/sampling/scheduler-choices.ts'

const folder = new URL('../../models/schedulers/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.scheduler.ts'))
const schedulers = await Promise.all(
  files.map(async (file) => {
    const module = (await import(new URL(file, folder).href)) as { default: Scheduler }
    return { file, scheduler: module.default }
  }),
)

const clean = normal(1, [1, 2, 2, 4, 4])
const noise = normal(2, [1, 2, 2, 4, 4])

describe.each(schedulers)('$file', ({ file, scheduler }) => {
  const schedule = scheduler.schedule({ config: {}, steps: 8 })
  const request = { schedule, index: 0, sample: noise, output: clean, noise: () => clean }

  it('is called like its file, in both languages', () => {
    expect(file).toBe(`${scheduler.id}.scheduler.ts`)
    expect(scheduler.className).toMatch(/Scheduler$/)
    expect(scheduler.label.en).not.toBe('')
    expect(scheduler.label['zh-CN']).not.toBe('')
  })

  it('signs its schedules, which give the same for the same', () => {
    expect(schedule.scheduler).toBe(scheduler.id)
    expect(schedule.timesteps.length).toBeGreaterThanOrEqual(8)
    expect(scheduler.schedule({ config: {}, steps: 8 })).toEqual(schedule)
  })

  it('steps to the same from the same, and leaves what it got alone', () => {
    const before = noise.data.slice()
    expect(scheduler.step(request)).toEqual(scheduler.step(request))
    expect(noise.data).toEqual(before)
  })

  it('remembers plain data only, so that a checkpoint can hold it', () => {
    const { memory } = scheduler.step(request)
    expect(structuredClone(memory)).toEqual(memory)
  })
})

const ofFlow = schedulers.filter(({ file }) => file.startsWith('flow-match-'))

describe.each(ofFlow)('$file, for flow models,', ({ scheduler }) => {
  const schedule = scheduler.schedule({ config: {}, steps: 8 })

  it('has a noise level for each row and ends without noise', () => {
    expect(schedule.sigmas).toHaveLength(schedule.timesteps.length + 1)
    expect(schedule.sigmas.at(-1)).toBe(0)
  })

  it('starts each step where rowsPerStep says, at less noise than the one before', () => {
    const starts = Array.from({ length: 8 }, (_, step) => step * (scheduler.rowsPerStep ?? 1))
    const sigmas = starts.map((row) => schedule.sigmas[row]!)
    for (const [index, sigma] of sigmas.entries())
      if (index > 0) expect(sigma).toBeLessThan(sigmas[index - 1]!)
    expect(starts.at(-1)).toBeLessThan(schedule.timesteps.length)
  })

  it('finds the clean sample in one that it made noisy', () => {
    const index = 3
    const sample = scheduler.addNoise({ clean, noise, schedule, index })
    const output = combine(noise, clean, (n, x) => n - x)
    const found = scheduler.predictClean({ schedule, index, sample, output })
    expect(Math.max(...combine(found, clean, (a, b) => Math.abs(a - b)).data)).toBeLessThan(1e-5)
  })
})

it('the scheduler node offers schedulers that have a file', () => {
  const ids = schedulers.map(({ scheduler }) => scheduler.id)
  for (const { id } of schedulerChoices) expect(ids).toContain(id)
})
