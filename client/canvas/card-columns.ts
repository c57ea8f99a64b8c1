import type { Box } from './clear-level.ts'

const columnWidth = 256
const fewColumns = 6

/** Cards by the columns of the canvas they lie in, so that not all have to be looked at for each wire. */
export class CardColumns {
  readonly #cards: readonly Box[]
  /** Column → places in the list of cards. */
  readonly #columns = new Map<number, number[]>()

  constructor(cards: readonly Box[]) {
    this.#cards = cards.toSorted((a, b) => a.y - b.y)
    for (const [place, { x, width }] of this.#cards.entries())
      for (const column of columnsOf(x, x + width)) {
        const others = this.#columns.get(column)
        if (others) others.push(place)
        else this.#columns.set(column, [place])
      }
  }

  /** What lies between two x at some height, from top to bottom. */
  between(left: number, right: number): readonly Box[] {
    return this.#nearby(left, right).filter(({ x, width }) => x + width > left && x < right)
  }

  #nearby(left: number, right: number): readonly Box[] {
    const columns = columnsOf(left, right)
    // Sorting what many columns hold takes longer than looking at all.
    if (columns.length > fewColumns) return this.#cards
    const places = new Set(columns.flatMap((column) => this.#columns.get(column) ?? []))
    return [...places].sort((a, b) => a - b).flatMap((place) => this.#cards[place] ?? [])
  }
}

function columnsOf(left: number, right: number): number[] {
  const first = Math.floor(left / columnWidth)
  const count = Math.max(0, Math.floor(right / columnWidth) - first + 1)
  return Array.from({ length: count }, (_, place) => first + place)
}
