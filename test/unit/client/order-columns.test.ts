import { describe, expect, it } from 'vitest'
import { orderColumns, type PlacedCard } from '../../../client/canvas/order-columns.ts'

const card = (id: string, rank: number, y: number): PlacedCard => ({ id, rank, y, height: 100 })
const edge = (from: string, to: string, port: string) => ({
  from: { node: from, port: 'out' },
  to: { node: to, port },
})
const portOffset = ({ port }: { port: string }) => (port === 'lower' ? 24 : 0)

describe('ordering the columns of a layout', () => {
  it('puts what feeds the upper port above what feeds the lower one', () => {
    const cards = [card('a', 0, 0), card('b', 0, 130), card('sink', 1, 60)]
    const edges = [edge('a', 'sink', 'lower'), edge('b', 'sink', 'upper')]
    const tops = orderColumns(cards, { edges, portOffset, gap: 30 })
    expect(tops.get('b')).toBeLessThan(tops.get('a')!)
  })

  it('never lets two cards of a column touch', () => {
    const cards = ['a', 'b', 'c', 'd'].map((id) => card(id, 0, 0))
    const edges = cards.map(({ id }) => edge(id, 'sink', 'upper'))
    const tops = orderColumns([...cards, card('sink', 1, 0)], { edges, portOffset, gap: 30 })
    const sorted = cards.map(({ id }) => tops.get(id)!).sort((a, b) => a - b)
    const gaps = sorted.slice(1).map((top, place) => top - sorted[place]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(130 - 1e-6)
  })
})
