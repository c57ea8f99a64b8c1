import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { normal } from '../../models/random.ts'
import { tensor } from '../../models/tensor.ts'
import { schedulerChoices } from '../../nodes/sampling/scheduler-choices.ts'
import { loadSchedulers } from '../golden/scheduler-files.ts'

const schedulers = await loadSchedulers()
const dims = [1, 3, 2, 4, 4]
const answer = (seed: number) => normal(seed, dims)
/** What a model folder's scheduler_config.json may hold beside a scheduler's own keys. */
const foreignKeys = {
  _class_name: 'SomeScheduler',
  _diffusers_version: '0.36.0',
  something_new: [1, 'two'],
  shift_terminal: null,
}

describe.each([...schedulers])('%s', (file, scheduler) => {
  const schedule = scheduler.schedule({ config: {}, steps: 6 })
  const request = { schedule, index: 0, sample: answer(1), output: answer(2), noise: () => answer(3) }

  it('is called like its file and speaks both languages', () => {
    expect(`${scheduler.id}.scheduler.ts`).toBe(file)
    expect(scheduler.className).toMatch(/^\w+Scheduler$/)
    expect(scheduler.label.en.trim()).not.toBe('')
    expect(scheduler.label['zh-CN'].trim()).not.toBe('')
  })

  it('makes one row for each model evaluation and one level more', () => {
    expect(schedule.scheduler).toBe(scheduler.id)
    expect(schedule.sigmas).toHaveLength(schedule.timesteps.length + 1)
    expect(schedule.timesteps.length).toBeGreaterThanOrEqual(6)
    expect([...schedule.timesteps, ...schedule.sigmas, schedule.initScale].every(Number.isFinite)).toBe(true)
  })

  it('makes a schedule of plain data that survives a checkpoint', () => {
    expect(JSON.parse(JSON.stringify(schedule))).toEqual(schedule)
  })

  it('reads a config with keys it does not know, and with nulls', () => {
    const same = scheduler.schedule({ config: foreignKeys, steps: 6 })
    expect(same.timesteps).toEqual(schedule.timesteps)
  })

  it('can do with a single step', () => {
    const single = scheduler.schedule({ config: {}, steps: 1 })
    const { sample } = scheduler.step({ ...request, schedule: single })
    expect(sample.data.every(Number.isFinite)).toBe(true)
  })

  it('gives the same step for the same input, and leaves its input alone', () => {
    const before = request.sample.data.slice()
    const once = scheduler.step(request)
    expect(scheduler.step(request)).toEqual(once)
    expect(request.sample.data).toEqual(before)
    expect(once.sample.dims).toEqual(dims)
  })

  it('goes on after a checkpoint as if nothing had been', () => {
    const walk = (from: number, state: ReturnType<typeof scheduler.step>) => {
      let current = state
      for (let index = from; index < schedule.timesteps.length; index += 1)
        current = scheduler.step({ ...request, index, sample: current.sample, memory: current.memory })
      return current.sample
    }
    const halfway = scheduler.step(request)
    expect(walk(1, structuredClone(halfway))).toEqual(walk(1, halfway))
    expect(walk(1, halfway).data.every(Number.isFinite)).toBe(true)
  })

  it('starts a clip in the middle of its rows', () => {
    const index = Math.floor(schedule.timesteps.length / 2)
    const noised = scheduler.addNoise({ clean: answer(4), noise: answer(5), schedule, index })
    const { sample } = scheduler.step({ ...request, index, sample: noised })
    expect(sample.dims).toEqual(dims)
    expect(sample.data.every(Number.isFinite)).toBe(true)
  })

  it('shows the clean sample it believes in', () => {
    const { dims: shape, data } = scheduler.predictClean(request)
    expect(shape).toEqual(dims)
    expect(data.every(Number.isFinite)).toBe(true)
  })

  it('gives the model a sample of the same shape', () => {
    const zero = tensor(dims)
    expect((scheduler.scaleInput?.(zero, schedule, 0) ?? zero).dims).toEqual(dims)
  })
})

it('no two schedulers share a class name', () => {
  const names = [...schedulers.values()].map(({ className }) => className)
  expect(new Set(names).size).toBe(names.length)
})

it('every scheduler can be chosen', () => {
  expect(schedulerChoices.map(({ id }) => id).sort()).toEqual(
    [...schedulers.values()].map(({ id }) => id).sort(),
  )
})

it('every guidance has a guider node', () => {
  const guidances = readdirSync(new URL('../../models/guidance/', import.meta.url)).filter((file) =>
    file.endsWith('.guidance.ts'),
  )
  const nodes = readdirSync(new URL('../../nodes/sampling/', import.meta.url))
  for (const file of guidances) expect(nodes).toContain(`guider-${file.replace('.guidance.ts', '.node.ts')}`)
})
