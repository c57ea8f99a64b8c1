import { describe, expect, it } from 'vitest'
import { addedCard, cardAtTime, movedCard, timeAfter } from '../../../client/params/story-cards.ts'
import { seededRandom } from '../../support/random.ts'
import { readCards, type StoryCard, writeCards } from '../../../nodes/frames/storyboard-cards.ts'

const card = (at: number, more: Partial<StoryCard> = {}): StoryCard => ({
  at,
  text: `at ${at}`,
  cut: false,
  ...more,
})
const track = [card(0), card(1), card(3, { cut: true })]
const times = (cards: readonly StoryCard[]) => cards.map(({ at }) => at)

describe('cards on a track', () => {
  it.each([
    '0: a cat walks\n1.5: a cat jumps [image 1]\n3 cut: a penguin [clip 2]',
    '0: a cat\n2 cut:\n4: [image 2]',
  ])('are written as they were read: %j', (text) => {
    const { cards, problems } = readCards(text)
    expect(problems).toEqual([])
    expect(writeCards(cards)).toBe(text)
  })

  it('keep every word, whatever is written on them', () => {
    const random = seededRandom(7)
    const words = [
      'a cat',
      '[sitting]',
      '[',
      ']',
      'on [ snow | a mat ]',
      '(red:1.2)',
      'cut',
      '2:',
      '猫',
      '[图]',
    ]
    const pick = () => words[Math.floor(random() * words.length)]!
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: Math.floor(random() * 6) }, pick).join(' ')
      const given = card(round / 2, {
        text,
        ...{ cut: random() < 0.3 },
        ...(random() < 0.4 && { image: 1 + Math.floor(random() * 9) }),
        ...(random() < 0.4 && { clip: 1 + Math.floor(random() * 9) }),
      })
      expect(readCards(writeCards([given]))).toEqual({ cards: [given], problems: [] })
    }
  })

  it('keep marks beyond the first, so that none is lost by moving a card', () => {
    const { cards } = readCards('0: a cat [image 1] sits [image 2]')
    expect(cards).toMatchObject([{ text: 'a cat sits [image 2]', image: 1 }])
    expect(readCards(writeCards(cards)).cards).toEqual(cards)
  })

  it('stay between their neighbours and on the track while they are dragged', () => {
    expect(times(movedCard(track, 1, { at: 2.012, length: 4 }))).toEqual([0, 2, 3])
    expect(times(movedCard(track, 1, { at: 9, length: 4 }))).toEqual([0, 2.95, 3])
    expect(times(movedCard(track, 1, { at: -2, length: 4 }))).toEqual([0, 0.05, 3])
    expect(times(movedCard(track, 2, { at: 9, length: 4 }))).toEqual([0, 1, 3.95])
    expect(times(movedCard(track, 0, { at: -1, length: 4 }))).toEqual([0, 1, 3])
  })

  it('stay where they are without room between their neighbours', () => {
    const tight = [card(0), card(0.04), card(0.08)]
    for (const place of [0, 1]) expect(movedCard(tight, place, { at: 0.5, length: 4 })).toBe(tight)
    expect(movedCard([card(0)], 0, { at: 1, length: 0 })).toEqual([card(0)])
  })

  it('change places when another time is typed, but never share one', () => {
    const moved = cardAtTime(track, 0, 2)
    expect(moved.cards.map(({ text }) => text)).toEqual(['at 1', 'at 0', 'at 3'])
    expect(moved.place).toBe(1)
    expect(cardAtTime(track, 0, 3)).toEqual({ cards: track, place: 0 })
  })

  it('are added where none lies', () => {
    expect(times(addedCard(track, 2)!.cards)).toEqual([0, 1, 2, 3])
    expect(addedCard(track, 1.01)).toBeUndefined()
    expect(timeAfter(track, 1, 4)).toBe(2)
    expect(timeAfter(track, 2, 4)).toBe(3.5)
  })
})
