import { describe, expect, it } from 'vitest'
import { freePlace } from '../../../client/document/free-place.ts'

const card = (x: number, y: number) => ({ x, y, width: 240, height: 160 })
const touches = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.abs(a.x - b.x) < 240 && Math.abs(a.y - b.y) < 160

describe('a free place', () => {
  it('is the wanted one when nothing is there', () => {
    expect(freePlace(card(100, 100), [card(500, 100)])).toEqual({ x: 100, y: 100 })
  })

  it('lies on no other card, with all places around the wanted one taken', () => {
    const others = [-1, 0, 1].flatMap((column) => [-1, 0, 1].map((row) => card(column * 250, row * 170)))
    const place = freePlace(card(10, 10), others)
    expect(others.some((other) => touches(place, other))).toBe(false)
  })

  it('is the nearest one, so that a card stays beside what it belongs to', () => {
    const { x, y } = freePlace(card(0, 0), [card(0, 0)])
    expect(Math.hypot(x, y)).toBeLessThan(264 + 24)
  })
})
