import { describe, expect, it } from 'vitest'
import { spanFrames, type WindowPlan, windowsAt, windowSum } from '../../../models/context-windows.ts'
import { normal } from '../../../models/random.ts'

const plan = (change: Partial<WindowPlan> = {}): WindowPlan => ({
  ...{ length: 5, overlap: 2, schedule: 'uniform', weights: 'pyramid' },
  ...change,
})
const steps = Array.from({ length: 25 }, (_, step) => step)

describe('context windows', () => {
  it.each(['static', 'uniform', 'looped'] as const)('%s: cover every frame at every step', (schedule) => {
    for (const total of [5, 6, 13, 121])
      for (const step of steps) {
        const seen = new Set<number>()
        for (const { start, count } of windowsAt(plan({ schedule }), total, step))
          for (let at = 0; at < count; at += 1) seen.add((start + at) % total)
        expect(seen.size).toBe(total)
      }
  })

  it.each(['static', 'uniform'] as const)('%s: stay within the clip', (schedule) => {
    for (const step of steps)
      for (const { start, count } of windowsAt(plan({ schedule }), 13, step)) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(start + count).toBeLessThanOrEqual(13)
      }
  })

  it('move from step to step, but not when they are fixed', () => {
    const cuts = (schedule: WindowPlan['schedule']) =>
      new Set(steps.map((step) => JSON.stringify(windowsAt(plan({ schedule }), 40, step))))
    expect(cuts('static').size).toBe(1)
    expect(cuts('uniform').size).toBeGreaterThan(1)
  })

  it.each(['pyramid', 'linear', 'flat'] as const)('%s: windows that agree give what they say', (weights) => {
    const clip = normal(1, [1, 2, 13, 2, 2])
    for (const schedule of ['uniform', 'looped'] as const) {
      const sum = windowSum(clip.dims, plan({ weights }))
      for (const span of windowsAt(plan({ schedule }), 13, 3)) sum.add(spanFrames(clip, span), span)
      const mean = sum.mean()
      mean.data.forEach((value, at) => expect(value).toBeCloseTo(clip.data[at]!, 5))
    }
  })
})
