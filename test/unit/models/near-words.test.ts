import { describe, expect, it } from 'vitest'
import { nearWord, replaceWord } from '../../../models/near-words.ts'

const known = ['mammoth', 'cat', 'walks', 'jumps', 'meadow', 'a']

describe('a word the model does not know', () => {
  it.each([
    ['mamoth', 'mammoth'],
    ['Mammtoh', 'mammoth'],
    ['walking', 'walks'],
    ['cats', 'cat'],
    ['astronaut', undefined],
    ['xy', undefined],
  ])('%s was probably meant as %s', (word, meant) => {
    expect(nearWord(word, known)).toBe(meant)
  })

  it('is replaced where it stands alone', () => {
    expect(replaceWord('mamoth, a mamoths Mamoth.', 'mamoth', 'mammoth')).toBe('mammoth, a mamoths mammoth.')
  })
})
