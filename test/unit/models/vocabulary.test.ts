import { describe, expect, it } from 'vitest'
import { checkWords } from '../../../models/vocabulary.ts'

const vocabulary = {
  subjects: [{ word: 'mammoth', trained: true }],
  functionWords: ['a', 'the', 'in'],
  words: ['mammoth', 'walks', 'snow'],
  characters: '猛犸雪',
}

describe('checking the words of a prompt', () => {
  it('names each unknown word once, in the order they were written', () => {
    expect(checkWords('a mammoth yodels, yodels in Zürich', vocabulary)).toEqual({
      unknown: ['yodels', 'zürich'],
      allUnknown: false,
    })
  })

  it('counts every Chinese character, beside words of other languages', () => {
    expect(checkWords('猛犸 in the snow，飞', vocabulary)).toEqual({ unknown: ['飞'], allUnknown: false })
  })

  it('counts an emoji as a word the model does not know', () => {
    expect(checkWords('a mammoth 🦣', vocabulary)).toEqual({ unknown: ['🦣'], allUnknown: false })
    expect(checkWords('🦣❄️', vocabulary)).toEqual({ unknown: ['🦣', '❄'], allUnknown: true })
  })

  it('lets an empty prompt and bare numbers be', () => {
    expect(checkWords('', vocabulary).allUnknown).toBe(false)
    expect(checkWords('3 7', vocabulary).allUnknown).toBe(false)
  })
})
