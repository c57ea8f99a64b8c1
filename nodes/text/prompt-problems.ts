import type { ModelConfigs } from '../../models/define-family.ts'
import { fitPrompt, promptWords } from '../../models/prompt-tokens.ts'
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

/** How long a prompt is for its encoder. */
export interface PromptLength {
  /** Tokens, the encoder's own marks included. */
  readonly count: number
  readonly max: number
  /** The last word that is read, when the prompt is too long. */
  readonly cutAfter?: string
}

/**
 * The length of a prompt in the model's own tokens. While its tokenizer is being read words are counted, each as a
 * token at least, so a prompt that is too long then is so for certain.
 */
export function promptLength(
  text: string,
  { family, configs, tokenizer }: ModelAhead,
): PromptLength | undefined {
  const clean = family.cleanPrompt?.(text) ?? text
  if (tokenizer) {
    const { count, cutAfter } = fitPrompt(clean, tokenizer)
    return { count, max: tokenizer.maxLength, ...(cutAfter === undefined ? {} : { cutAfter }) }
  }
  const max = configs.tokenizer?.model_max_length
  const words = promptWords(clean)
  if (typeof max !== 'number' || words.length <= max) return undefined
  return { count: words.length, max, cutAfter: words[max - 1]?.[0] ?? '' }
}

/** That a prompt is cut, and where. */
export function lengthProblems({ count, max, cutAfter }: PromptLength): readonly Problem[] {
  return cutAfter === undefined ? [] : [problem('prompt-too-long', { count, max, cut: cutAfter }, warning)]
}
