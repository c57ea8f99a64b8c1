import type { GraphEdge } from '../../workflows/graph.ts'

export interface PlacedCard {
  readonly id: string
  /** Cards of one column have the same rank. */
  readonly rank: number
  readonly y: number
  readonly height: number
}

interface Wiring {
  readonly edges: readonly Pick<GraphEdge, 'from' | 'to'>[]
  /** How far below a card's top a port lies. */
  readonly portOffset: (end: GraphEdge['from'], side: 'in' | 'out') => number
  readonly gap: number
}

const sweeps = 6

/**
 * Orders each column of a layered layout by the ports its wires go to, so that they run level and cross less:
 * what feeds the upper port lies above what feeds the lower one. Returns the top of every card.
 */
export function orderColumns(cards: readonly PlacedCard[], wiring: Wiring): ReadonlyMap<string, number> {
  const tops = new Map(cards.map(({ id, y }) => [id, y]))
  const columns = columnsOf(cards)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    // Odd sweeps go from right to left; the last one does, so that inputs lie in the order of their ports.
    const leftward = sweep % 2 === 1
    for (const column of leftward ? columns.toReversed() : columns) {
      const wanted = column.map((card) => ({ ...card, y: wish(card.id, tops, { ...wiring, leftward }) }))
      stack(wanted, wiring.gap).forEach((top, id) => tops.set(id, top))
    }
  }
  return tops
}

function columnsOf(cards: readonly PlacedCard[]): readonly (readonly PlacedCard[])[] {
  const ranks = [...new Set(cards.map(({ rank }) => rank))].sort((a, b) => a - b)
  return ranks.map((rank) => cards.filter((card) => card.rank === rank))
}

/** Where a card would lie if all its wires to one side ran level. */
function wish(
  id: string,
  tops: ReadonlyMap<string, number>,
  { edges, portOffset, leftward }: Wiring & { readonly leftward: boolean },
): number {
  const wishes = edges.flatMap(({ from, to }) => {
    const [own, other] = leftward ? [from, to] : [to, from]
    const top = tops.get(other.node)
    if (own.node !== id || top === undefined) return []
    const [ownSide, otherSide] = leftward ? (['out', 'in'] as const) : (['in', 'out'] as const)
    return [top + portOffset(other, otherSide) - portOffset(own, ownSide)]
  })
  if (wishes.length === 0) return tops.get(id) ?? 0
  return wishes.reduce((sum, y) => sum + y, 0) / wishes.length
}

/** As near to their wishes as cards can lie without touching. */
function stack(cards: readonly PlacedCard[], gap: number): ReadonlyMap<string, number> {
  const sorted = [...cards].sort((a, b) => a.y - b.y)
  let next = Number.NEGATIVE_INFINITY
  const placed = sorted.map((card) => {
    const top = Math.max(card.y, next)
    next = top + card.height + gap
    return { id: card.id, top, pushed: top - card.y }
  })
  const shift = placed.reduce((sum, { pushed }) => sum + pushed, 0) / Math.max(1, placed.length)
  return new Map(placed.map(({ id, top }) => [id, top - shift]))
}
