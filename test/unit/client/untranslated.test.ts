import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { texts } from '../../../client/language/texts.ts'
import type { LocalText } from '../../../workflows/text.ts'

const client = path.resolve(import.meta.dirname, '../../../client')
const files = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.tsx'),
)

/** What a reader sees or hears. */
const spoken = new Set(['title', 'aria-label', 'placeholder', 'alt', 'label'])
/** Names and signs that are the same in every language. */
const same = new Set(['Reelgraph', 'fps', '×', '›', '·', '%'])
const hasWords = (text: string) => /\p{L}{2,}/u.test(text) && !same.has(text.trim())

function literalTexts(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(client, file), 'utf8'),
    { languageVersion: ts.ScriptTarget.ES2022 },
    true,
    ts.ScriptKind.TSX,
  )
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasWords(node.text.replace(/\bfps\b/g, ''))) found.push(node.text.trim())
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      const name = node.name.getText(source)
      if (spoken.has(name) && hasWords(node.initializer.text))
        found.push(`${name}="${node.initializer.text}"`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

describe('the editor’s texts', () => {
  it.each(files)('%s has none outside of the language files', (file) => {
    expect(literalTexts(file)).toEqual([])
  })

  const entries: [string, LocalText][] = Object.entries(texts)

  it('are all there in both languages, with the same values in them', () => {
    const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
    const wrong = entries.filter(
      ([, text]) => !text.en || !text['zh-CN'] || holes(text.en).join() !== holes(text['zh-CN']).join(),
    )
    expect(wrong).toEqual([])
  })

  it('are Chinese where they say so', () => {
    const isSign = (text: string) => !/\p{L}{2,}/u.test(text.replace(/\{\w+\}/g, ''))
    const english = entries.filter(
      ([key, text]) =>
        key !== 'shell.language' && !/\p{Script=Han}/u.test(text['zh-CN']) && !isSign(text['zh-CN']),
    )
    expect(english.map(([key]) => key)).toEqual([])
  })
})
