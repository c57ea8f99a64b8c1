import type { ModelConfigs } from '../../models/define-family.ts'
import { checkWords, exampleWords, vocabularyOf } from '../../models/vocabulary.ts'
import type { Problem } from '../../workflows/problem.ts'
import { problem } from '../problem.ts'

const place = { port: 'text' }
const warning = { ...place, level: 'warning' } as const

/** What a model with a small vocabulary will not understand in a prompt. */
export function wordProblems(text: string, configs: ModelConfigs): readonly Problem[] {
  const vocabulary = vocabularyOf(configs)
  if (!vocabulary) return []
  const { unknown, allUnknown } = checkWords(text, vocabulary)
  if (unknown.length === 0) return []
  const words = unknown.slice(0, 8).join(', ')
  if (!allUnknown) return [problem('prompt-unknown-words', { words }, warning)]
  return [problem('prompt-all-unknown', { words, examples: exampleWords(vocabulary).join(', ') }, place)]
}

/**
 * Whether a prompt is longer than the encoder reads. Without the tokenizer words are counted, each as a token
 * at least, so a prompt that is told here is too long for certain.
 */
export function lengthProblems(text: string, configs: ModelConfigs): readonly Problem[] {
  const max = configs.tokenizer?.model_max_length
  const words = text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? []
  if (typeof max !== 'number' || words.length <= max) return []
  return [problem('prompt-too-long', { count: words.length, max, cut: words[max - 1] ?? '' }, warning)]
}
