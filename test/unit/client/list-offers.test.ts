import { describe, expect, it } from 'vitest'
import { completed, completions, listCompletions } from '../../../client/params/vocabulary.ts'

const names = ['animals', 'hair_colour', 'places/sea']
const vocabulary = { words: ['forest'], kinds: [] }

describe('names of lists in a prompt', () => {
  it.each([
    ['a __animals__ in __pla', '__places/sea__', 'a __animals__ in __places/sea__'],
    ['__hair_c', '__hair_colour__', '__hair_colour__'],
    ['一只__an', '__animals__', '一只__animals__'],
  ])('are offered for %j and take its place only', (text, name, whole) => {
    expect(listCompletions(text, names)).toEqual([name])
    expect(completed(text, name)).toBe(whole)
  })

  it('leave words alone that come after a whole name', () => {
    const text = 'a __animals__ in a fo'
    expect(listCompletions(text, names)).toEqual([])
    expect(completions(text, vocabulary)).toEqual(['forest'])
    expect(completed(text, 'forest')).toBe('a __animals__ in a forest')
  })
})
