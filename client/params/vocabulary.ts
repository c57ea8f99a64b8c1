import { useMemo } from 'react'
import { z } from 'zod'
import type { JsonValue } from '../../workflows/json.ts'
import type { LocalText } from '../../workflows/text.ts'
import { useCheck } from '../check/check-store.ts'
import { useWorkflow } from '../document/document-store.ts'
import { useInstalled } from '../library/installed-store.ts'
import { valueText } from './value-text.ts'

/** What a small model was trained on. Large models understand anything and have none. */
interface Vocabulary {
  /** Things it can draw, by kind: `subjects`, `motions` … */
  readonly kinds: readonly { readonly kind: string; readonly terms: readonly LocalText[] }[]
  /** Every single word it can read. */
  readonly words: readonly string[]
  /** Whole prompts to start from. */
  readonly examples: readonly LocalText[]
}

const none: Vocabulary = { kinds: [], words: [], examples: [] }

const termSchema = z
  .object({ word: z.string(), zh: z.string().optional(), trained: z.boolean().default(true) })
  .transform(({ word, zh = word, trained }) => ({ en: word, 'zh-CN': zh, trained }))
const exampleSchema = z
  .object({ en: z.string(), zh: z.string().optional() })
  .transform(({ en, zh = en }) => ({ en, 'zh-CN': zh }))

export function readVocabulary(raw: JsonValue | undefined): Vocabulary {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return none
  const entries = Object.entries(raw as Readonly<Record<string, JsonValue>>)
  return {
    kinds: entries.flatMap(([kind, list]) => {
      const terms = z.array(termSchema).safeParse(list)
      const trained = terms.success ? terms.data.filter((term) => term.trained) : []
      return trained.length > 0 ? [{ kind, terms: trained }] : []
    }),
    words: entries.flatMap(([, list]) => z.array(z.string()).safeParse(list).data ?? []),
    examples: z.array(exampleSchema).safeParse(Object.fromEntries(entries).examples).data ?? [],
  }
}

/** The words of the model this workflow loads. */
export function useVocabulary(): Vocabulary {
  const chosen = useWorkflow(({ graph }) => {
    const loader = Object.values(graph.nodes).find(({ type }) => type === 'load-model')
    return loader ? Object.values(loader.params).map(valueText).join(' ') : ''
  })
  const models = useInstalled((state) => state.models)
  return useMemo(() => {
    const model = models.find(({ id }) => chosen.split(' ').includes(id))
    return readVocabulary(model?.vocabulary)
  }, [chosen, models])
}

/** Words of the prompts that the model does not know, as the server told. */
export function useUnknownWords(): ReadonlySet<string> {
  const words = useCheck(({ problems }) =>
    problems
      .filter(({ code }) => code === 'prompt-unknown-words' || code === 'prompt-all-unknown')
      .map(({ values }) => String(values.words ?? ''))
      .join(','),
  )
  return useMemo(
    () =>
      new Set(
        words
          .toLowerCase()
          .split(/[\s,"“”、，]+/)
          .filter(Boolean),
      ),
    [words],
  )
}

const startedWord = /\p{L}[\p{L}-]+$/u

/** Known words that go on from what was typed last. */
export function completions(text: string, { words, kinds }: Vocabulary): readonly string[] {
  const started = startedWord.exec(text)?.[0].toLowerCase()
  if (!started) return []
  const known = new Set([...kinds.flatMap(({ terms }) => terms.map(({ en }) => en)), ...words])
  const isFurther = (word: string) => word.toLowerCase().startsWith(started) && word.toLowerCase() !== started
  return [...known].filter(isFurther).slice(0, 6)
}

/** Puts a chosen word in place of its beginning. */
export function completed(text: string, word: string): string {
  return text.replace(startedWord, word)
}
