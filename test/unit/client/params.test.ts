import { describe, expect, it } from 'vitest'
import type { ParamData } from '../../../nodes/node-data.ts'
import { param } from '../../../nodes/define-param.ts'
import { aspectOf, framesOfSeconds, sizeOfAspect } from '../../../client/params/frame-size.ts'
import { promptParts } from '../../../client/params/prompt-marks.ts'
import { readSeveral, readSweep, startSweep, sweepText } from '../../../client/params/sweep-text.ts'

const label = { en: 'X', 'zh-CN': 'X' }
const number: ParamData = {
  ...param.number({ label, default: 1, min: 0, max: 10 }),
  ...{ name: 'x', type: 'NUMBER' },
}
const text: ParamData = { ...param.text({ label }), name: 'x', type: 'TEXT' }

describe('a sweep', () => {
  it.each([
    ['3, 5, 7', { values: [3, 5, 7] }],
    ['0..100', { from: 0, to: 100 }],
    ['0 .. 1 / 0.25', { from: 0, to: 1, step: 0.25 }],
  ])('of numbers is read from “%s” and written again the same', (typed, sweep) => {
    const read = readSweep(typed, number)
    expect(read).toEqual({ sweep })
    expect(readSweep(sweepText(read), number)).toEqual(read)
  })

  it('of texts has one value a line', () => {
    expect(readSweep('a cat\na dog, red', text)).toEqual({ sweep: { lines: 'a cat\na dog, red' } })
  })

  it('is not made of one value where one stands', () => {
    expect(readSeveral('-3', number)).toBeUndefined()
    for (const typed of ['3, 5', '3，5', '3、5'])
      expect(readSeveral(typed, number)).toEqual({ sweep: { values: [3, 5] } })
  })

  it('is not made of words where numbers belong', () => {
    expect(readSweep('3, many', number)).toBeUndefined()
  })

  it('starts at the value there is and stays within the range', () => {
    expect(startSweep(9.9, number)).toEqual({ sweep: { values: [9.9, 10] } })
  })
})

describe('a frame', () => {
  it.each(['16:9', '9:16', '1:1', '21:9'] as const)(
    'of %s has sides on the grid and about as many pixels',
    (aspect) => {
      const size = sizeOfAspect(aspect, { width: 832, height: 480 }, 16)
      expect([size.width % 16, size.height % 16]).toEqual([0, 0])
      expect((size.width * size.height) / (832 * 480)).toBeCloseTo(1, 0)
      expect(aspectOf(size, 16)).toBe(aspect)
    },
  )

  it.each([
    { seconds: 2, fps: 8, stride: 4, frames: 17 },
    { seconds: 0, fps: 8, stride: 4, frames: 1 },
    { seconds: 5, fps: 16, stride: 4, frames: 81 },
    { seconds: 3, fps: 24, stride: 8, frames: 73 },
  ])('count for $seconds s at $fps fps is one the model makes', ({ seconds, fps, stride, frames }) => {
    expect(framesOfSeconds(seconds, fps, stride)).toBe(frames)
  })
})

describe('a prompt', () => {
  it('is cut into weights, choices, unknown words and the rest, and loses nothing', () => {
    const prompt = 'a (cat:1.3) or [dog|fox] in {snow|rain} by __place__, zorblax'
    const parts = promptParts(prompt, new Set(['zorblax']), true)
    expect(parts.map((part) => part.text).join('')).toBe(prompt)
    expect(parts.filter(({ mark }) => mark).map((part) => [part.mark, part.text])).toEqual([
      ['weight', '(cat:1.3)'],
      ['choice', '[dog|fox]'],
      ['choice', '{snow|rain}'],
      ['choice', '__place__'],
      ['unknown', 'zorblax'],
    ])
  })
})
