import { describe, expect, it } from 'vitest'
import { expandPrompt } from '../../../models/expand-prompt.ts'
import { plainText, promptWordings } from '../../../models/prompt-syntax.ts'
import { drawWildcards, missingWildcards, readLists } from '../../../models/wildcards.ts'

describe('marks in a prompt', () => {
  it('weigh words and leave the rest as it is', () => {
    expect(promptWordings('a (red:1.4) cat (jumps)')[0]!.parts).toEqual([
      { text: 'a ', weight: 1 },
      { text: 'red', weight: 1.4 },
      { text: ' cat ', weight: 1 },
      { text: 'jumps', weight: 1.1 },
    ])
    expect(plainText(promptWordings('a (red:1.4) cat')[0]!)).toBe('a red cat')
  })

  it('take brackets with a backslash, and open ones, as they are written', () => {
    expect(promptWordings('a \\(small\\) cat')[0]!.parts).toEqual([{ text: 'a (small) cat', weight: 1 }])
    expect(plainText(promptWordings('a (cat')[0]!)).toBe('a (cat')
  })

  it('take turns from step to step', () => {
    const wordings = promptWordings('a [cat|dog] walks')
    expect(wordings.map(plainText)).toEqual(['a cat walks', 'a dog walks'])
    expect(wordings.map(({ turn }) => turn)).toEqual([
      { index: 0, of: 2 },
      { index: 1, of: 2 },
    ])
  })

  it('change at a part of the run', () => {
    const wordings = promptWordings('a [cat:dog:0.4]')
    expect(wordings.map((wording) => [plainText(wording), wording.from, wording.to])).toEqual([
      ['a cat', undefined, 0.4],
      ['a dog', 0.4, undefined],
    ])
  })
})

describe('wildcards', () => {
  const lists = readLists('animal: cat, dog\npenguin\nplace: a forest\nstory: a __animal__ in __place__')

  it('read lists over several lines', () => {
    expect(lists.animal).toEqual(['cat', 'dog', 'penguin'])
  })

  it('draw by the seed, through other lists too', () => {
    const drawn = drawWildcards('__story__, {red|blue} light', lists, 3)
    expect(drawn).toMatch(/^a (cat|dog|penguin) in a forest, (red|blue) light$/)
    expect(drawWildcards('__story__, {red|blue} light', lists, 3)).toBe(drawn)
    const all = new Set(Array.from({ length: 30 }, (_, seed) => drawWildcards('__animal__', lists, seed)))
    expect(all).toEqual(new Set(['cat', 'dog', 'penguin']))
  })

  it('leave what has no list, and tell', () => {
    expect(drawWildcards('a __tree__', lists, 1)).toBe('a __tree__')
    expect(missingWildcards('a __tree__ and a __animal__', lists)).toEqual(['tree'])
  })

  it('take names of all kinds, and lists of any length', () => {
    expect(readLists('constructor: a\n__proto__: b').constructor).toEqual(['a'])
    const long = { a: Array.from({ length: 200_000 }, (_, at) => `__n${at}__`) }
    expect(missingWildcards('__a__', long)).toHaveLength(200_000)
  })

  it('end when lists name each other in a circle', () => {
    expect(drawWildcards('__a__', { a: ['__b__'], b: ['__a__'] }, 1)).toMatch(/__[ab]__/)
  })
})

describe('a short prompt', () => {
  const entry = (word: string, zh: string, synonyms: string[] = []) => ({
    word,
    zh,
    synonyms,
    synonymsZh: [],
    trained: true,
  })
  const world = {
    subjects: [entry('cat', '猫')],
    motions: [entry('jump', '跳', ['jumps'])],
    backgrounds: [entry('forest', '森林')],
  }

  it('is told what it leaves out, in words the model knows', () => {
    expect(expandPrompt('a cat', world, 1)).toBe('a cat jumps in a forest')
    expect(expandPrompt('in a forest', world, 1)).toBe('in a forest a cat jumps')
  })

  it('stays as it is when it says all', () => {
    expect(expandPrompt('a cat jumps in a forest', world, 1)).toBe('a cat jumps in a forest')
  })

  it('does not take “cartoon” for a cat, and answers in the language of the prompt', () => {
    expect(expandPrompt('a cartoon', world, 1)).toContain('a cat')
    expect(expandPrompt('猫', world, 1)).toBe('在森林里猫跳')
  })
})
