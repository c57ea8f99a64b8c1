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
  const ends = [...text.matchAll(/\S+/g)].map((word) => word.index + word[0].length)
  const fitting = ends.findLastIndex((end) => fits(text.slice(0, end), tokenizer))
  // One word longer than the encoder reads, or a language without spaces: cut at a token.
  if (fitting < 0) return { ids: ids.slice(0, tokenizer.maxLength), count: ids.length, cutAfter: '…' }
  const kept = text.slice(0, ends[fitting])
  return { ids: tokenizer.encode(kept).ids, count: ids.length, cutAfter: kept.split(/\s+/).at(-1) }
}

function fits(text: string, tokenizer: Tokenizer): boolean {
  return tokenizer.encode(text).ids.length <= tokenizer.maxLength
}

/** Ids padded at the end to a fixed length, as int64 [1, length]. */
export function paddedIds(ids: readonly number[], length: number, pad: number): BigInt64Array {
  return BigInt64Array.from({ length }, (_, index) => BigInt(ids[index] ?? pad))
}
