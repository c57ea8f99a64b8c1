import type { ModelConfigs } from '../../models/define-family.ts'
import { type PromptLength, promptLength } from '../../models/prompt-length.ts'
import { plainText, promptWordings } from '../../models/prompt-syntax.ts'
import { promptWords } from '../../models/prompt-tokens.ts'
import { checkWords, exampleWords, vocabularyOf } from '../../models/vocabulary.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { ModelAhead } from '../latent/model-ahead.ts'
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

/** Whether a prompt is longer than the encoder reads. */
export function lengthProblems({ tokens, limit, cut }: PromptLength): readonly Problem[] {
  if (!cut) return []
  return [problem('prompt-too-long', { count: tokens, max: limit, cut: cut.after }, warning)]
}

/**
 * The length of a prompt for the encoder of a model. Without the tokenizer words are counted, each as a token at least,
 * and told only when that is too long for certain.
 */
export function lengthAhead(
  text: string,
  { tokenizer, family, configs }: ModelAhead,
): PromptLength | undefined {
  if (tokenizer) return promptLength(text, { tokenizer, family })
  const limit = configs.tokenizer?.model_max_length
  const words = promptWords(longestWording(text))
  const last = typeof limit === 'number' ? words[limit - 1] : undefined
  if (typeof limit !== 'number' || !last || words.length <= limit) return undefined
  const kept = longestWording(text).slice(0, last.index + last[0].length)
  return { tokens: words.length, limit, cut: { kept, after: last[0] } }
}

/** The longest wording of a prompt, without the marks, as the encoder will read it. */
export function longestWording(text: string): string {
  const wordings = promptWordings(text).map(plainText)
  return wordings.reduce((longest, wording) => (wording.length > longest.length ? wording : longest), '')
}
