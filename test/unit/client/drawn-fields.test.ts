import { describe, expect, it } from 'vitest'
import { readColor } from '../../../client/params/color-field.tsx'
import {
  heightAt,
  pointsText,
  readPoints,
  shownRange,
  withHeight,
  withoutPoint,
  withPointAfter,
} from '../../../client/params/curve-points.ts'
import { readSweep } from '../../../client/params/sweep-text.ts'
import { param } from '../../../nodes/define-param.ts'
import { blendLatents } from '../../../models/blend-latents.ts'
import { tensor } from '../../../models/tensor.ts'

describe('a curve', () => {
  it('is read from numbers and written again', () => {
    expect(readPoints('3, 2.5 1')).toEqual([3, 2.5, 1])
    expect(pointsText([3, 2.5, 1])).toBe('3, 2.5, 1')
    expect(readPoints('3, much')).toBeUndefined()
  })

  it('shows points beyond its usual range', () => {
    expect(shownRange([0.5, 14.6], { min: 0, max: 1 })).toEqual({ min: 0, max: 14.6 })
    expect(shownRange([], { min: 0, max: 1 })).toEqual({ min: 0, max: 1 })
  })

  it('takes heights in hundredths of its range', () => {
    expect(heightAt(0.333, { min: 0, max: 1 })).toBe(0.33)
    expect(heightAt(2, { min: 0, max: 10 })).toBe(10)
    expect(heightAt(-1, { min: 0, max: 10 })).toBe(0)
  })

  it('gains, moves and loses points', () => {
    expect(withPointAfter([0, 1], 0)).toEqual([0, 0.5, 1])
    expect(withPointAfter([0, 1], 1)).toEqual([0, 1, 1])
    expect(withHeight([0, 1], 1, 0.2)).toEqual([0, 0.2])
    expect(withoutPoint([0, 0.5, 1], 1)).toEqual([0, 1])
  })

  it('of a blend says how much of the second clip each frame shows', () => {
    const dims = [1, 1, 5, 1, 1]
    const [zeros, ones] = [
      tensor(dims),
      tensor(
        dims,
        Float32Array.from({ length: 5 }, () => 1),
      ),
    ]
    const blended = blendLatents(zeros, ones, { curve: 'drawn', share: 0.5, points: [0, 1, 0] })
    expect([...blended.data]).toEqual([0, 0.25, 0.5, 0.25, 0])
  })
})

describe('a colour', () => {
  it.each([
    ['#FF8800', '#ff8800'],
    ['f80', '#ff8800'],
    [' #00a ', '#0000aa'],
    ['orange', undefined],
    ['#12345', undefined],
  ])('“%s” is %s', (text, color) => {
    expect(readColor(text)).toBe(color)
  })
})

describe('several values typed into a number', () => {
  const number = {
    ...param.integer({ label: { en: '', 'zh-CN': '' }, default: 1, min: 0, max: 9 }),
    name: 'x',
    type: 'NUMBER',
  }
  it.each([
    ['1..3', { sweep: { from: 1, to: 3 } }],
    ['1, 2, 3', { sweep: { values: [1, 2, 3] } }],
    ['abc', undefined],
    ['', undefined],
    ['Infinity', undefined],
    ['1.2.3..4', undefined],
  ])('“%s”', (text, sweep) => {
    expect(readSweep(text, number)).toEqual(sweep)
  })
})
