import { describe, expect, it } from 'vitest'
import type { Box } from '../../../client/canvas/clear-level.ts'
import { type RoutedWire, routing } from '../../../client/canvas/route-wires.ts'
import { wirePath } from '../../../client/canvas/wire-path.ts'
import { seededRandom } from '../../support/random.ts'

function routeWires(wires: readonly RoutedWire[], cards: readonly Box[]) {
  const search = routing(wires, cards)
  let step = search.next()
  while (!step.done) step = search.next()
  return step.value
}

const box = (x: number, y: number): Box => ({ x, y, width: 200, height: 100 })
const wire = (
  ...[sourceX, sourceY, targetX, targetY, id = 'wire']: [number, number, number, number, string?]
) => ({
  id,
  ends: { sourceX, sourceY, targetX, targetY },
})

describe('a wire among cards', () => {
  it('runs straight where nothing is in its way', () => {
    expect(routeWires([wire(200, 50, 600, 50)], [box(0, 0), box(300, 200), box(600, 0)]).size).toBe(0)
  })

  it('passes above or below what it would run behind, on the shorter side', () => {
    const cards = [box(0, 0), box(300, 40), box(600, 0)]
    const lane = routeWires([wire(200, 50, 600, 50)], cards).get('wire')
    expect(lane!.y).toBeLessThan(40)
    expect(lane!.enterX).toBeLessThan(300)
    expect(lane!.leaveX).toBeGreaterThan(500)
  })

  it('goes back around its own cards, and two of them never on the same line', () => {
    const cards = [box(0, 0), box(0, 200)]
    const wires = [wire(200, 50, 0, 250, 'a'), wire(200, 70, 0, 270, 'b')]
    const [a, b] = [...routeWires(wires, cards).values()]
    expect(a!.y).toBeGreaterThan(100)
    expect(a!.y).toBeLessThan(200)
    expect(Math.abs(a!.y - b!.y)).toBeGreaterThan(5)
    expect(a!.enterX).not.toBe(b!.enterX)
    expect(wirePath(wires[0]!.ends, { lane: a }).path).toMatch(/^M200,50.* L0,250$/)
  })

  it('never has a level stretch behind a card, wherever the cards lie', () => {
    const next = seededRandom(4)
    for (let round = 0; round < 200; round++) {
      const cards = Array.from({ length: 12 }, () =>
        box(Math.round(next() * 8) * 150, Math.round(next() * 800)),
      )
      const [from, to] = [cards[0]!, cards[1]!]
      const lanes = routeWires([wire(from.x + 200, from.y + 30, to.x, to.y + 30)], cards)
      for (const { enterX, leaveX, y } of lanes.values()) {
        const [left, right] = [Math.min(enterX, leaveX), Math.max(enterX, leaveX)]
        const hit = cards.filter(
          (card) => card.x < right && card.x + 200 > left && y > card.y && y < card.y + 100,
        )
        expect(hit).toEqual([])
      }
    }
  })
})
