import type { Tokenizer } from './inference-session.ts'

/** A prompt as token ids that fit the encoder. */
export interface FittedPrompt {
  readonly ids: readonly number[]
  /** Tokens of the whole prompt. */
  readonly count: number
  /** The part of the text that is read. */
  readonly kept: string
  /** The last word that fits, when the prompt was cut. */
  readonly cutAfter?: string
}

/** Cuts a prompt at a word so that it fits the tokenizer's `maxLength`. */
export function fitPrompt(text: string, tokenizer: Tokenizer): FittedPrompt {
  const { ids } = tokenizer.encode(text)
  if (ids.length <= tokenizer.maxLength) return { ids, count: ids.length, kept: text }
  const words = promptWords(text)
  const fitting = countFitting(words.length, (count) =>
    fits(text.slice(0, endOf(words[count - 1])), tokenizer),
  )
  const last = words[fitting - 1]
  // One word longer than the encoder reads: cut at a token.
  if (!last) {
    const letters = countFitting(text.length, (count) => fits(text.slice(0, count), tokenizer))
    return {
      ...{ ids: ids.slice(0, tokenizer.maxLength), count: ids.length },
      ...{ kept: text.slice(0, letters), cutAfter: '…' },
    }
  }
  const kept = text.slice(0, endOf(last))
  return { ids: tokenizer.encode(kept).ids, count: ids.length, kept, cutAfter: last[0] }
}

/** Words between spaces, and each Chinese character, which is a word that needs none. */
export function promptWords(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)]
}

function endOf(word: RegExpExecArray | undefined): number {
  return word ? word.index + word[0].length : 0
}

/** How many of `total` pieces fit, by halving: a longer text never has fewer tokens. */
function countFitting(total: number, fits: (count: number) => boolean): number {
  let [fitting, tooMany] = [0, total + 1]
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2)
    if (fits(middle)) fitting = middle
    else tooMany = middle
  }
  return fitting
}

function fits(text: string, tokenizer: Tokenizer): boolean {
  return tokenizer.encode(text).ids.length <= tokenizer.maxLength
}

/** Ids padded at the end to a fixed length, as int64 [1, length]. */
export function paddedIds(ids: readonly number[], length: number, pad: number): BigInt64Array {
  return BigInt64Array.from({ length }, (_, index) => BigInt(ids[index] ?? pad))
}
