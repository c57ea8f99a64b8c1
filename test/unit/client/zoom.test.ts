import { describe, expect, it } from 'vitest'
import { moved, zoomed } from '../../../client/player/use-zoom.ts'

const whole = { factor: 1, x: 0, y: 0 }

describe('a zoomed picture', () => {
  it('keeps what lies under the pointer where it is', () => {
    const at = { x: 0.25, y: -0.1 }
    const { factor, x, y } = zoomed(whole, 2, at)
    expect(factor).toBe(2)
    // The spot of the picture that lay at `at` lies there again.
    expect(x + at.x * factor).toBeCloseTo(at.x)
    expect(y + at.y * factor).toBeCloseTo(at.y)
  })

  it('never becomes smaller than its stage, nor leaves it', () => {
    expect(zoomed(zoomed(whole, 3, { x: 0.5, y: 0.5 }), 0.1, { x: 0, y: 0 })).toEqual(whole)
    expect(moved(zoomed(whole, 2, { x: 0, y: 0 }), { x: 4, y: -4 })).toEqual({ factor: 2, x: 0.5, y: -0.5 })
  })
})
