import { useMemo } from 'react'
import { z } from 'zod'
import { withoutNames } from '../../models/wildcards.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { LocalText } from '../../workflows/text.ts'
import type { ModelSummary } from '../../workflows/api.ts'
import type { Graph } from '../../workflows/graph.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
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
  const chosen = useWorkflow((workflow) => modelChoice(flatGraph(workflow)))
  const models = useInstalled((state) => state.models)
  return useMemo(() => vocabularyOf(chosen, models), [chosen, models])
}

/** The words of the model a graph loads. */
export const graphVocabulary = (graph: Graph): Vocabulary =>
  vocabularyOf(modelChoice(graph), useInstalled.getState().models)

function modelChoice(graph: Graph): string {
  const loader = Object.values(graph.nodes).find(({ type }) => type === 'load-model')
  return loader ? Object.values(loader.params).map(valueText).join(' ') : ''
}

function vocabularyOf(chosen: string, models: readonly ModelSummary[]): Vocabulary {
  return readVocabulary(models.find(({ id }) => chosen.split(' ').includes(id))?.vocabulary)
}

const startedWord = /\p{L}[\p{L}-]+$/u
const startedList = /__([\p{L}\p{N}_/ .-]*)$/u

/** What can be drawn first, then what can be read. */
export function allWords({ words, kinds }: Pick<Vocabulary, 'words' | 'kinds'>): readonly string[] {
  return [...new Set([...kinds.flatMap(({ terms }) => terms.map(({ en }) => en)), ...words])]
}

/** Lists whose name goes on from what was typed after two underscores; whole names before it are none of it. */
export function listCompletions(text: string, names: readonly string[]): readonly string[] {
  const started = startedList.exec(withoutNames(text))?.[1]?.toLowerCase()
  if (started === undefined) return []
  const matching = names.filter((name) => name.startsWith(started) && name !== started)
  return matching.slice(0, 6).map((name) => `__${name}__`)
}

/** Known words that go on from what was typed last. */
export function completions(
  text: string,
  { words, kinds }: Pick<Vocabulary, 'words' | 'kinds'>,
): readonly string[] {
  const started = startedWord.exec(text)?.[0].toLowerCase()
  if (!started) return []
  const isFurther = (word: string) => word.toLowerCase().startsWith(started) && word.toLowerCase() !== started
  return allWords({ words, kinds }).filter(isFurther).slice(0, 6)
}

/** Puts a chosen word in place of its beginning. */
export function completed(text: string, word: string): string {
  const start = word.startsWith('__') ? startedList.exec(withoutNames(text))?.index : undefined
  return start === undefined ? text.replace(startedWord, word) : text.slice(0, start) + word
}
