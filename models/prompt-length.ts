import type { Family } from './define-family.ts'
import type { Tokenizer } from './inference-session.ts'
import { plainText, promptWordings } from './prompt-syntax.ts'
import { fitPrompt } from './prompt-tokens.ts'

/** A prompt measured in the tokens of an encoder. */
export interface PromptLength {
  readonly tokens: number
  /** Tokens the encoder reads. */
  readonly limit: number
  /** The words that are read and the last of them, when the prompt is longer. */
  readonly cut?: { readonly kept: string; readonly after: string }
}

interface Reader {
  readonly tokenizer: Tokenizer
  readonly family: Pick<Family, 'cleanPrompt'>
}

/** The length of a prompt as `encodePrompt` sends it to the encoder: without its marks, the longest of its wordings. */
export function promptLength(text: string, { tokenizer, family }: Reader): PromptLength {
  const fitted = promptWordings(text).map((wording) => {
    const words = plainText(wording)
    return fitPrompt(family.cleanPrompt?.(words) ?? words, tokenizer)
  })
  const { count, kept, cutAfter } = fitted.reduce((a, b) => (b.count > a.count ? b : a))
  const length = { tokens: count, limit: tokenizer.maxLength }
  return cutAfter === undefined ? length : { ...length, cut: { kept, after: cutAfter } }
}
