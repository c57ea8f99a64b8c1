import type { Tokenizer } from './inference-session.ts'

/** A prompt as token ids that fit the encoder. */
export interface FittedPrompt {
  readonly ids: readonly number[]
  /** Tokens of the whole prompt. */
  readonly count: number
  /** The last word that fits, when the prompt was cut. */
  readonly cutAfter?: string
}

/** Cuts a prompt at a word so that it fits the tokenizer's `maxLength`. */
export function fitPrompt(text: string, tokenizer: Tokenizer): FittedPrompt {
  const { ids } = tokenizer.encode(text)
  if (ids.length <= tokenizer.maxLength) return { ids, count: ids.length }
  const words = promptWords(text)
  const fitting = lastFitting(words, (word) => fits(text.slice(0, endOf(word)), tokenizer))
  // One word longer than the encoder reads: cut at a token.
  if (!fitting) return { ids: ids.slice(0, tokenizer.maxLength), count: ids.length, cutAfter: '…' }
  const kept = text.slice(0, endOf(fitting))
  return { ids: tokenizer.encode(kept).ids, count: ids.length, cutAfter: fitting[0] }
}

/** Words between spaces, and each Chinese character, which is a word that needs none. */
export function promptWords(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)]
}

function endOf(word: RegExpExecArray): number {
  return word.index + word[0].length
}

/** Halving: a long prompt is looked at while it is typed. */
function lastFitting<Word>(words: readonly Word[], fits: (word: Word) => boolean): Word | undefined {
  let [known, tooFar] = [-1, words.length]
  while (tooFar - known > 1) {
    const middle = (known + tooFar) >> 1
    const word = words[middle]
    if (word !== undefined && fits(word)) known = middle
    else tooFar = middle
  }
  return words[known]
}

function fits(text: string, tokenizer: Tokenizer): boolean {
  return tokenizer.encode(text).ids.length <= tokenizer.maxLength
}

/** Ids padded at the end to a fixed length, as int64 [1, length]. */
export function paddedIds(ids: readonly number[], length: number, pad: number): BigInt64Array {
  return BigInt64Array.from({ length }, (_, index) => BigInt(ids[index] ?? pad))
}
