import { describe, expect, it } from 'vitest'
import { isWithin } from '../../../client/canvas/within-line.ts'

const hook = [
  { x: 0, y: 0 },
  { x: 30, y: 0 },
  { x: 30, y: 30 },
  { x: 20, y: 30 },
  { x: 20, y: 10 },
  { x: 0, y: 10 },
]

describe('a free line', () => {
  it('holds what is within it', () => {
    expect(isWithin({ x: 5, y: 5 }, hook)).toBe(true)
    expect(isWithin({ x: 25, y: 25 }, hook)).toBe(true)
  })

  it('leaves out what lies in its bay', () => {
    expect(isWithin({ x: 10, y: 20 }, hook)).toBe(false)
    expect(isWithin({ x: 40, y: 5 }, hook)).toBe(false)
  })
})
