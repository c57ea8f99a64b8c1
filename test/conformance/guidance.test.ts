import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Guidance } from '../../models/define-guidance.ts'
import { normal } from '../../models/random.ts'

const folder = new URL('../../models/guidance/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.guidance.ts'))
const load = async (file: string) =>
  ((await import(new URL(file, folder).href)) as { default: Guidance }).default
const guidances = await Promise.all(files.map(async (file) => [file, await load(file)] as const))

const dims = [2, 3, 2, 4, 4]
const at = { index: 3, rows: 10, sigma: 0.6 }
const request = { positive: normal(1, dims), negative: normal(2, dims), scale: 4, at }

describe.each(guidances)('%s', (file, guidance) => {
  it('is called like its file and speaks both languages', () => {
    expect(`${guidance.id}.guidance.ts`).toBe(file)
    for (const { label } of [guidance, ...(guidance.options ?? [])]) {
      expect(label.en.trim()).not.toBe('')
      expect(label['zh-CN'].trim()).not.toBe('')
    }
  })

  it('gives the same for the same, in the shape of the answers, and leaves them alone', () => {
    const before = request.positive.data.slice()
    const once = guidance.guide(request)
    expect(guidance.guide(request)).toEqual(once)
    expect(once.dims).toEqual(dims)
    expect(once.data.every(Number.isFinite)).toBe(true)
    expect(request.positive.data).toEqual(before)
  })

  it('guides each clip of a batch by itself', () => {
    const half = (seed: number) => {
      const { data } = normal(seed, dims)
      return { dims: [1, ...dims.slice(1)], data: data.slice(0, data.length / 2) }
    }
    const alone = guidance.guide({ ...request, positive: half(1), negative: half(2) })
    expect(guidance.guide(request).data.slice(0, alone.data.length)).toEqual(alone.data)
  })

  it('starts with options that are allowed', () => {
    for (const { default: start, min = -Infinity, max = Infinity } of guidance.options ?? []) {
      if (typeof start !== 'number') continue
      expect(start).toBeGreaterThanOrEqual(min)
      expect(start).toBeLessThanOrEqual(max)
    }
    const options = Object.fromEntries(
      (guidance.options ?? []).map((option) => [option.name, option.default]),
    )
    expect(guidance.guide({ ...request, options })).toEqual(guidance.guide(request))
  })

  it('does without the negative answer when it says so', () => {
    const moments = [at, { ...at, index: 0, sigma: 1.5 }, { ...at, index: 9, sigma: 0.01 }]
    for (const moment of moments) {
      if (guidance.needsNegative(1, moment)) continue
      const one = guidance.guide({ ...request, scale: 1, at: moment })
      const other = guidance.guide({ ...request, scale: 1, at: moment, negative: normal(9, dims) })
      const worst = Math.max(...one.data.map((value, index) => Math.abs(value - (other.data[index] ?? NaN))))
      expect(worst).toBeLessThan(1e-5)
    }
  })

  it('remembers plain data that a checkpoint can hold', () => {
    const memory = guidance.remember?.(request)
    expect(structuredClone(memory)).toEqual(memory)
    expect(guidance.guide({ ...request, memory }).data.every(Number.isFinite)).toBe(true)
  })
})
