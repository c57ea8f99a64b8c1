import { useMemo } from 'react'
import type { JsonValue } from '../../workflows/json.ts'
import { useCheck } from '../check/check-store.ts'
import { useWorkflow } from '../document/document-store.ts'
import { useInstalled } from '../library/installed-store.ts'

/** Words a small model was trained on, by kind: `subjects`, `motions` … */
export type Vocabulary = Readonly<Record<string, readonly string[]>>

const none: Vocabulary = {}

export function readVocabulary(raw: JsonValue | undefined): Vocabulary {
  if (Array.isArray(raw)) return { words: raw.filter((word) => typeof word === 'string') }
  if (typeof raw !== 'object' || raw === null) return none
  const lists = Object.entries(raw as Readonly<Record<string, JsonValue>>)
  return Object.fromEntries(
    lists.flatMap(([kind, words]) => {
      if (!Array.isArray(words)) return []
      const list: readonly JsonValue[] = words
      return [[kind, list.filter((word) => typeof word === 'string')]]
    }),
  )
}

/** The words of the model this workflow loads. */
export function useVocabulary(): Vocabulary {
  const chosen = useWorkflow(({ graph }) => {
    const loader = Object.values(graph.nodes).find(({ type }) => type === 'load-model')
    return loader ? Object.values(loader.params).join(' ') : ''
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
          .split(/[\s,"“”、]+/)
          .filter(Boolean),
      ),
    [words],
  )
}

/** Known words that go on from what was typed last. */
export function completions(text: string, vocabulary: Vocabulary): readonly string[] {
  const started = /([\p{L}-]{2,})$/u.exec(text)?.[1]?.toLowerCase()
  if (!started) return []
  const words = new Set(Object.values(vocabulary).flat())
  return [...words]
    .filter((word) => word.toLowerCase().startsWith(started) && word.toLowerCase() !== started)
    .slice(0, 6)
}

/** Puts a chosen word in place of its beginning. */
export function completed(text: string, word: string): string {
  return text.replace(/[\p{L}-]{2,}$/u, word)
}
