import { describe, expect, it } from 'vitest'
import { shippedText } from '../../../client/library/shipped-texts.ts'
import { listExamples, readExample } from '../../../server/examples.ts'

const examples = await listExamples()
const told = (text: string, locale: 'en' | 'zh-CN') => shippedText(text, locale, { examples })

describe('the words of a template', () => {
  it.each(examples.map(({ id }) => id))('of %s are all told in Chinese, and kept in English', async (id) => {
    const { name, description = '', graph } = await readExample(id)
    const titles = Object.values(graph.nodes).flatMap(({ title }) => title ?? [])
    for (const text of [name, description, ...titles]) {
      expect(told(text, 'en')).toBe(text)
      expect(told(text, 'zh-CN')).toMatch(/\p{Script=Han}/u)
    }
  })

  it('leave the names a person gave as they are', () => {
    expect(told('My third try', 'zh-CN')).toBe('My third try')
    expect(told('toString', 'zh-CN')).toBe('toString')
  })
})
