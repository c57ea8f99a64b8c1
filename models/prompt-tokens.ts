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
  const ends = [...text.matchAll(/\S+/g)].map((word) => word.index + word[0].length)
  const fitting = ends.findLastIndex((end) => fits(text.slice(0, end), tokenizer))
  // One word longer than the encoder reads, or a language without spaces: cut at a token.
  if (fitting < 0) {
    const kept = longestFitting(text, tokenizer)
    return { ids: ids.slice(0, tokenizer.maxLength), count: ids.length, kept, cutAfter: '…' }
  }
  const kept = text.slice(0, ends[fitting])
  return { ids: tokenizer.encode(kept).ids, count: ids.length, kept, cutAfter: kept.split(/\s+/).at(-1) }
}

/** The longest beginning that fits, by halving: a longer text never has fewer tokens. */
function longestFitting(text: string, tokenizer: Tokenizer): string {
  let [fitting, tooLong] = [0, text.length]
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2)
    if (fits(text.slice(0, middle), tokenizer)) fitting = middle
    else tooLong = middle
  }
  return text.slice(0, fitting)
}

function fits(text: string, tokenizer: Tokenizer): boolean {
  return tokenizer.encode(text).ids.length <= tokenizer.maxLength
}

/** Ids padded at the end to a fixed length, as int64 [1, length]. */
export function paddedIds(ids: readonly number[], length: number, pad: number): BigInt64Array {
  return BigInt64Array.from({ length }, (_, index) => BigInt(ids[index] ?? pad))
}
