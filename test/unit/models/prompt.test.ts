import { describe, expect, it } from 'vitest'
import type { Tokenizer } from '../../../models/inference-session.ts'
import { fitPrompt, paddedIds } from '../../../models/prompt-tokens.ts'
import { checkWords, exampleWords, vocabularyOf } from '../../../models/vocabulary.ts'

/** Two letters make a token. */
const pairs: Tokenizer = {
  maxLength: 5,
  encode(text) {
    const tokens = text.match(/\S{1,2}/g) ?? []
    return { tokens, ids: tokens.map((token) => token.charCodeAt(0)) }
  },
}

describe('a prompt that is too long', () => {
  it('is cut after the last word that fits', () => {
    const fitted = fitPrompt('abcd ef ghij kl', pairs)
    expect(fitted).toMatchObject({ count: 6, cutAfter: 'ghij' })
    expect(fitted.ids).toHaveLength(5)
  })

  it('is cut at a token when one word fills the encoder', () => {
    expect(fitPrompt('abcdefghijklmnop', pairs).ids).toHaveLength(5)
  })

  it('is left alone when it fits', () => {
    expect(fitPrompt('abcd ef', pairs)).toEqual({ ids: [97, 99, 101], count: 3, kept: 'abcd ef' })
  })
})

it('an empty prompt is all padding', () => expect([...paddedIds([], 3, 0)]).toEqual([0n, 0n, 0n]))

describe('words a model never saw', () => {
  const vocabulary = vocabularyOf({
    vocabulary: {
      subjects: [
        { word: 'mammoth', trained: true },
        { word: 'whale', trained: false },
      ],
      functionWords: ['a', 'in', 'the'],
      words: ['mammoth', 'walks', 'snowy', 'close', 'up'],
      characters: '猛犸雪地',
    },
  })!

  it('are told once each, however they are written', () => {
    expect(checkWords('A Mammoth, a dragon and THE dragon', vocabulary)).toEqual({
      unknown: ['dragon', 'and'],
      allUnknown: false,
    })
  })

  it('are an error only when nothing else is left but small words', () => {
    expect(checkWords('a dragon in the castle', vocabulary).allUnknown).toBe(true)
    expect(checkWords('a', vocabulary).allUnknown).toBe(false)
    expect(checkWords('', vocabulary).allUnknown).toBe(false)
  })

  it('are single characters in Chinese', () => {
    expect(checkWords('猛犸在雪地', vocabulary)).toEqual({ unknown: ['在'], allUnknown: false })
  })

  it('may be joined by a hyphen from known ones', () => {
    expect(checkWords('close-up mammoth', vocabulary).unknown).toEqual([])
  })

  it('are answered with subjects the model was trained on', () => {
    expect(exampleWords(vocabulary)).toEqual(['mammoth'])
  })
})

it('a model without a vocabulary knows no unknown words', () => expect(vocabularyOf({})).toBeUndefined())
