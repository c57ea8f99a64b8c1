import { describe, expect, it } from 'vitest'
import wan from '../../../models/families/wan.family.ts'
import pocket from '../../../models/families/pocket.family.ts'
import { promptLength } from '../../../models/prompt-length.ts'
import { openTokenizer } from '../../../server/inference/tokenizer.ts'

const folder = new URL('../../../models/library/pocket-v1/tokenizer/', import.meta.url)
const tokenizer = await openTokenizer(new URL('tokenizer.json', folder).pathname, { model_max_length: 8 })
const lengthOf = (text: string, family = pocket) => promptLength(text, { tokenizer, family })
const counted = (text: string) => tokenizer.encode(text).ids.length

describe('a prompt in tokens', () => {
  it('is counted by the tokenizer itself, not by words', () => {
    expect(lengthOf('a mammoth walks')).toEqual({ tokens: counted('a mammoth walks'), limit: 8 })
  })

  it('has none for the marks of weights', () => {
    expect(lengthOf('a (mammoth:1.3) walks').tokens).toBe(counted('a mammoth walks'))
  })

  it('is as long as its longest wording', () => {
    expect(lengthOf('a [cat|mammoth walks in snow]').tokens).toBe(counted('a mammoth walks in snow'))
    expect(lengthOf('a [cat:mammoth walks in snow:0.4]').tokens).toBe(counted('a mammoth walks in snow'))
  })

  it('is cut behind the last word that fits', () => {
    const words = 'a cat a cat a cat a cat a cat a cat'
    const { cut } = lengthOf(words)
    expect(words.startsWith(cut!.kept)).toBe(true)
    expect(counted(cut!.kept)).toBeLessThanOrEqual(8)
    const [next] = words.slice(cut!.kept.length).trim().split(' ')
    expect(counted(`${cut!.kept} ${next!}`)).toBeGreaterThan(8)
    expect(cut!.after).toBe(cut!.kept.split(' ').at(-1))
  })

  it('is cut within a text that has no spaces', () => {
    const { cut } = lengthOf('猫'.repeat(60))
    expect(cut?.kept.length).toBeGreaterThan(0)
    expect(counted(cut!.kept)).toBeLessThanOrEqual(8)
    expect(counted(`${cut!.kept}猫`)).toBeGreaterThan(8)
  })

  it('is read as the family cleans it', () => {
    expect(lengthOf('cat&nbsp;walks', wan).tokens).toBe(counted('cat walks'))
    expect(lengthOf('cat&nbsp;walks').tokens).toBe(counted('cat&nbsp;walks'))
  })
})
