import type { Problem } from '../../workflows/problem.ts'
import { problem } from '../problem.ts'

/** One card on the track. */
export interface StoryCard {
  /** Seconds from the beginning. */
  readonly at: number
  /** What is seen from here on; goes on from the card before when empty. */
  readonly text: string
  /** A picture or clip that is wired in, counted from 1. */
  readonly image?: number
  readonly clip?: number
  /** A new shot begins here. */
  readonly cut: boolean
}

/** `2.5 cut: a cat sits [image 1]` */
const pattern = /^(\d+(?:[.,]\d+)?)\s*s?\s*(cut|切)?\s*(?:[:：]\s*(.*)|(\[.*))?$/iu

const imageMark = /\[(?:image|图)\s*(\d+)\]/iu
const clipMark = /\[(?:clip|片段)\s*(\d+)\]/iu

/** The cards of a storyboard, one a line, and what is wrong with them. */
export function readCards(text: string): {
  readonly cards: readonly StoryCard[]
  readonly problems: readonly Problem[]
} {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const cards: StoryCard[] = []
  const problems: Problem[] = []
  for (const line of lines) {
    const card = readCard(line)
    if (card) cards.push(card)
    else problems.push(problem('storyboard-not-readable', { line }, { port: 'cards' }))
  }
  if (lines.length === 0) problems.push(problem('storyboard-empty', {}, { port: 'cards' }))
  cards.forEach(({ at }, index) => {
    const before = cards[index - 1]?.at ?? -1
    if (at <= before) problems.push(problem('storyboard-not-rising', { at, before }, { port: 'cards' }))
  })
  return { cards, problems }
}

function readCard(line: string): StoryCard | undefined {
  const [, seconds, cut, said = '', only = ''] = pattern.exec(line) ?? []
  if (seconds === undefined) return undefined
  const words = said + only
  const picture = imageMark.exec(words)?.[1]
  const clip = clipMark.exec(words)?.[1]
  return {
    at: Number(seconds.replace(',', '.')),
    text: words.replace(imageMark, '').replace(clipMark, '').replace(/\s+/g, ' ').trim(),
    cut: cut !== undefined,
    ...(picture === undefined ? {} : { image: Number(picture) }),
    ...(clip === undefined ? {} : { clip: Number(clip) }),
  }
}

/** The cards as `readCards` reads them, one a line, in the order of their times. */
export function writeCards(cards: readonly StoryCard[]): string {
  return [...cards]
    .sort((a, b) => a.at - b.at)
    .map(writeCard)
    .join('\n')
}

function writeCard({ at, text, image, clip, cut }: StoryCard): string {
  const words = text.replace(/\s+/g, ' ').trim()
  const marks = [image === undefined ? '' : `[image ${image}]`, clip === undefined ? '' : `[clip ${clip}]`]
  // The first mark is the one that counts: marks first where the words hold some, too.
  const hasMarks = imageMark.test(words) || clipMark.test(words)
  const said = hasMarks ? [...marks, words] : [words, ...marks]
  return `${at}${cut ? ' cut' : ''}: ${said.filter(Boolean).join(' ')}`.trim()
}
