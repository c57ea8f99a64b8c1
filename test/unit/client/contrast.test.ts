import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { contrast, linearOf } from '../../support/contrast.ts'

const css = readFileSync(path.resolve(import.meta.dirname, '../../../client/styles/tokens.css'), 'utf8')

/** The colours of a theme; light ones stand in place of the dark ones. */
function tokens(...selectors: readonly string[]): ReadonlyMap<string, string> {
  const blocks = selectors.map((selector) => css.split(`${selector} {`)[1]?.split('\n}')[0] ?? '')
  const found = blocks.flatMap((block) => [...block.matchAll(/--([\w-]+): (oklch\([^)]+\));/g)])
  return new Map(found.map(([, name = '', value = '']) => [name, value]))
}

const themes = {
  dark: tokens('\n:root'),
  light: tokens('\n:root', ":root[data-theme='light']"),
} as const

const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-3']
const onSurfaces = (text: string, least: number, on = surfaces) =>
  on.map((under) => [text, under, least] as const)
const pairs = [
  ...onSurfaces('text', 4.5, [...surfaces, 'note', 'failed-surface', 'warning-surface']),
  ...onSurfaces('text-quiet', 4.5),
  ...['failed', 'warning', 'done', 'reused', 'running', 'accent-text'].flatMap((state) =>
    onSurfaces(state, 4.5, surfaces.slice(0, 3)),
  ),
  ['failed', 'failed-surface', 4.5] as const,
  ['warning', 'warning-surface', 4.5] as const,
  ...onSurfaces('on-accent', 4.5, ['accent', 'accent-strong']),
  ...onSurfaces('focus', 3),
]

describe.each(Object.entries(themes))('in the %s theme', (_, colors) => {
  it.each(pairs)('%s on %s can be read', (text, under, least) => {
    const [front, back] = [colors.get(text), colors.get(under)]
    expect(front && back).toBeTruthy()
    expect(contrast(linearOf(front!), linearOf(back!))).toBeGreaterThanOrEqual(least)
  })
})

describe('the measure', () => {
  it('is the one of the web guidelines', () => {
    const [black, white] = [linearOf('oklch(0 0 0)'), linearOf('oklch(1 0 0)')]
    expect(contrast(black, white)).toBeCloseTo(21, 2)
    // #767676 on white is the lightest grey that may be read.
    expect(contrast(linearOf('oklch(0.5676 0 0)'), white)).toBeCloseTo(4.54, 1)
  })
})
