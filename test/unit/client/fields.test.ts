import { describe, expect, it } from 'vitest'
import { factsText } from '../../../client/canvas/facts-text.ts'
import { numberText, parseNumber, stepped } from '../../../client/params/number-steps.ts'
import { completed, completions, readVocabulary } from '../../../client/params/vocabulary.ts'
import { durationText } from '../../../client/run/duration-text.ts'

const steps = { min: 0, max: 1, step: 0.1, integer: false }

describe('a number field', () => {
  it('steps without stray digits and stays in its range', () => {
    expect(numberText(stepped(0.1, 2, steps), steps)).toBe('0.3')
    expect(stepped(0.95, 5, steps)).toBe(1)
    expect(stepped(Number.NaN, 1, steps)).toBe(0.1)
  })

  it('reads what people type', () => {
    expect(parseNumber(' 2,5 ', steps)).toBe(2.5)
    expect(parseNumber('2.6', { integer: true })).toBe(3)
    expect(parseNumber('', steps)).toBeUndefined()
    expect(parseNumber('many', steps)).toBeUndefined()
  })
})

describe('the vocabulary of a model', () => {
  const vocabulary = readVocabulary({
    subjects: [
      { word: 'mammoth', zh: '猛犸', trained: true },
      { word: 'dragon', trained: false },
    ],
    words: ['a', 'meadow', 'meander'],
    characters: '一上',
    examples: [{ en: 'a mammoth walks', zh: '一只猛犸' }],
  })

  it('offers what was trained, and whole prompts', () => {
    expect(vocabulary.kinds).toEqual([
      { kind: 'subjects', terms: [expect.objectContaining({ 'zh-CN': '猛犸' })] },
    ])
    expect(vocabulary.examples[0]?.en).toBe('a mammoth walks')
  })

  it('completes the word that is being typed', () => {
    expect(completions('a mammoth in a mea', vocabulary)).toEqual(['meadow', 'meander'])
    expect(completions('a mammoth in a meadow', vocabulary)).toEqual([])
    expect(completed('a mammoth in a mea', 'meadow')).toBe('a mammoth in a meadow')
  })
})

describe('labels', () => {
  it('tell size, frames and speed of what flows', () => {
    expect(factsText({ width: 96, height: 96, frames: 17, fps: { num: 8, den: 1 } })).toBe('17 × 96×96 @ 8')
    expect(factsText({ shape: [1, 16, 5, 12, 12] })).toBe('1×16×5×12×12')
    expect(factsText({ fps: { num: 30000, den: 1001 }, width: 2, height: 2 })).toBe('2×2 @ 29.97')
    expect(factsText({})).toBe('')
  })

  it('tell times as people do', () => {
    expect([40, 1240, 12_300, 125_000].map(durationText)).toEqual(['40 ms', '1.2 s', '12 s', '2:05'])
  })
})
