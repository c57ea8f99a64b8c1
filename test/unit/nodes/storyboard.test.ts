import { describe, expect, it } from 'vitest'
import { frameRanges } from '../../../nodes/frames/frame-ranges.ts'
import { readCards } from '../../../nodes/frames/storyboard-cards.ts'
import { storyShots } from '../../../nodes/frames/storyboard-shots.ts'

const request = { seconds: 4, framesPerSecond: 8, stride: 4, fade: 0.5 }
const shotsOf = (text: string) => storyShots({ ...request, cards: readCards(text).cards })

describe('a storyboard', () => {
  it('reads prompts, pictures, clips and cuts', () => {
    expect(readCards('0: a cat\n1.5s: [image 2] it sits\n3 cut: [clip 1]').cards).toEqual([
      { at: 0, text: 'a cat', cut: false },
      { at: 1.5, text: 'it sits', image: 2, cut: false },
      { at: 3, text: '', clip: 1, cut: true },
    ])
  })

  it.each([
    ['a cat walks', 'storyboard-not-readable'],
    ['2: a cat\n1: a dog', 'storyboard-not-rising'],
    ['', 'storyboard-empty'],
  ])('says what is wrong with %j', (text, code) => {
    expect(readCards(text).problems.map((each) => each.code)).toEqual([code])
  })

  it('cuts into shots whose frames the model can make', () => {
    const shots = shotsOf('0: a cat\n2 cut: a penguin')
    expect(shots.map(({ frames }) => frames)).toEqual([17, 17])
    expect(shots.map(({ shown }) => shown)).toEqual([16, 16])
    expect(shots.map(({ prompts }) => prompts.map(({ text }) => text))).toEqual([['a cat'], ['a penguin']])
  })

  it('gives each card its part of the shot and the pictures their frames', () => {
    const [shot] = shotsOf('0: [image 1]\n1: [image 2] a cat\n2: a dog')
    expect(shot!.prompts).toMatchObject([
      { text: 'a cat', end: 0.5, fade: 0.125 },
      { text: 'a dog', start: 0.5 },
    ])
    expect(shot!.known).toMatchObject([
      { frame: 0, image: 1 },
      { frame: 8, image: 2 },
    ])
  })

  it('begins a shot at a picture that follows words, and leads to it in the last frames of the words', () => {
    const shots = shotsOf('0: a cat\n1: [image 1] a dog\n2: a fox\n3 cut: [image 2]')
    expect(shots.map(({ shown, passage }) => [shown, passage])).toEqual([
      [8, 0],
      [16, 4],
      [8, 0],
    ])
    expect(shots.map(({ known }) => known.map(({ frame }) => frame))).toEqual([[], [0], [0]])
  })

  it('cuts to a picture when there is no crossfade, or no room for one', () => {
    const told = readCards('0: a cat\n0.5: [image 1] a dog\n2: [image 2]').cards
    const passages = (fade: number) =>
      storyShots({ ...request, cards: told, fade }).map((shot) => shot.passage)
    expect(passages(0)).toEqual([0, 0, 0])
    expect(passages(0.5)).toEqual([0, 0, 4])
  })

  it('goes on with the last words where a shot has none', () => {
    const shots = shotsOf('0: a cat\n2 cut: [image 1]')
    expect(shots[1]!.prompts[0]!.text).toBe('a cat')
  })
})

describe('frame ranges', () => {
  it('are read in the order they are written', () => {
    expect(frameRanges('12-16, 0-4')).toEqual([
      { first: 12, last: 16 },
      { first: 0, last: 4 },
    ])
  })

  it.each(['', 'abc', '4-2', '1-2, x'])('are not read from %j', (text) => {
    expect(frameRanges(text)).toBeUndefined()
  })
})
