import type { StoryCard } from '../../nodes/frames/storyboard-cards.ts'

/** Changes of the cards of a storyboard; times are seconds, and no two cards lie at one time. */
export type StoryCards = readonly StoryCard[]

/** Times come in these steps: hands are no finer. */
const grain = 0.05

const onGrain = (at: number): number => Number((Math.round(at / grain) * grain).toFixed(2))

export function withCard(cards: StoryCards, place: number, change: Partial<StoryCard>): StoryCards {
  return cards.map((card, index) => (index === place ? { ...card, ...change } : card))
}

/** What is left begins where the first card did. */
export function withoutCard(cards: StoryCards, place: number): StoryCards {
  const left = cards.filter((_, index) => index !== place)
  return place === 0 ? withCard(left, 0, { at: cards[0]?.at ?? 0, cut: false }) : left
}

interface Place {
  /** Seconds wanted. */
  readonly at: number
  /** Seconds of the track. */
  readonly length: number
}

/** A card moved in time, between its neighbours and within the track; it stays where there is no room. */
export function movedCard(cards: StoryCards, place: number, { at, length }: Place): StoryCards {
  const from = place === 0 ? 0 : (cards[place - 1]?.at ?? 0) + grain
  const to = (cards[place + 1]?.at ?? length) - grain
  return to < from ? cards : withCard(cards, place, { at: onGrain(Math.min(to, Math.max(from, at))) })
}

/** A card at another time, wherever that is among the others; a time that is taken is left to its card. */
export function cardAtTime(
  cards: StoryCards,
  place: number,
  at: number,
): { readonly cards: StoryCards; readonly place: number } {
  const card = cards[place]
  const isTaken = cards.some((other, index) => index !== place && other.at === at)
  if (!card || isTaken || at < 0) return { cards, place }
  const moved = { ...card, at }
  const sorted = [...cards.filter((other) => other !== card), moved].sort((a, b) => a.at - b.at)
  return { cards: sorted, place: sorted.indexOf(moved) }
}

/** A new card where there is none yet, blended in; undefined when a card lies there. */
export function addedCard(
  cards: StoryCards,
  at: number,
): { readonly cards: StoryCards; readonly place: number } | undefined {
  const card: StoryCard = { at: onGrain(at), text: '', cut: false }
  if (at < 0 || cards.some((other) => Math.abs(other.at - card.at) < grain)) return undefined
  const sorted = [...cards, card].sort((a, b) => a.at - b.at)
  return { cards: sorted, place: sorted.indexOf(card) }
}

/** Where a card goes that follows another: half-way to what follows that one. */
export function timeAfter(cards: StoryCards, place: number, length: number): number {
  const here = cards[place]?.at
  if (here === undefined) return 0
  return (here + (cards[place + 1]?.at ?? length)) / 2
}
