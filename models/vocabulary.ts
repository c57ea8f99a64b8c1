import { z } from 'zod'
import type { ModelConfigs } from './define-family.ts'

const entry = z.object({ word: z.string(), trained: z.boolean().default(true) })

/** `vocabulary.json` of a small model: the words it was trained on. */
const vocabularySchema = z.object({
  subjects: z.array(entry).default([]),
  functionWords: z.array(z.string()).default([]),
  words: z.array(z.string()),
  /** Chinese characters, one after another. */
  characters: z.string().default(''),
})
export type Vocabulary = z.infer<typeof vocabularySchema>

/** The vocabulary of a model folder, if it has one. */
export function vocabularyOf(configs: ModelConfigs): Vocabulary | undefined {
  const parsed = vocabularySchema.safeParse(configs.vocabulary)
  return parsed.success ? parsed.data : undefined
}

/** Every word and Chinese character the model has seen. */
export function knownWords({ words, functionWords, characters }: Vocabulary): ReadonlySet<string> {
  return new Set([...words, ...functionWords, ...Array.from(characters)])
}

export interface PromptWords {
  /** Words the model never saw, each once, in order. */
  readonly unknown: readonly string[]
  /** Not one word that carries meaning is known. */
  readonly allUnknown: boolean
}

/** Checks a prompt's words; numbers and words such as "a" and "the" count neither way. */
export function checkWords(text: string, vocabulary: Vocabulary): PromptWords {
  const known = knownWords(vocabulary)
  const idle = new Set(vocabulary.functionWords)
  const words = promptWords(text).filter((word) => !idle.has(word) && !/^\d+$/.test(word))
  const unknown = words.filter((word) => !isKnown(word, known))
  return { unknown: [...new Set(unknown)], allUnknown: words.length > 0 && unknown.length === words.length }
}

/** Subjects to suggest instead. */
export function exampleWords({ subjects }: Vocabulary, count = 6): readonly string[] {
  const trained = subjects.filter((subject) => subject.trained)
  return trained.slice(0, count).map(({ word }) => word)
}

/** Words in lower case; each Chinese character and each emoji counts as one. */
function promptWords(text: string): readonly string[] {
  const word = /\p{Script=Han}|\p{Extended_Pictographic}|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu
  return text.toLowerCase().match(word) ?? []
}

function isKnown(word: string, known: ReadonlySet<string>): boolean {
  return known.has(word) || (word.includes('-') && word.split('-').every((part) => known.has(part)))
}
