import type { Conditioning, ModelSessions } from '../define-family.ts'
import { fitPrompt, paddedIds } from '../prompt-tokens.ts'
import { runPart } from '../run-part.ts'
import { tensor, type Tensor } from '../tensor.ts'

/** Id of `<pad>` in the vocabularies of T5 and UMT5. */
const pad = 0

export interface T5Options {
  /** Rows past the prompt become 0, as Wan was trained; the transformer gets no mask then. */
  readonly zerosPadding: boolean
}

/** A prompt through a T5 or UMT5 encoder, padded to the length the transformer was trained with. */
export async function encodeT5(
  text: string,
  sessions: ModelSessions,
  { zerosPadding }: T5Options,
): Promise<Conditioning> {
  const tokenizer = await sessions.tokenizer()
  const { ids } = fitPrompt(cleanPrompt(text), tokenizer)
  const length = tokenizer.maxLength
  const mask = BigInt64Array.from({ length }, (_, at) => (at < ids.length ? 1n : 0n))
  const embeddings = await runPart(sessions, 'text_encoder', {
    input_ids: { dims: [1, length], data: paddedIds(ids, length, pad) },
    attention_mask: { dims: [1, length], data: mask },
  })
  const tokens = ids.length
  return { embeddings: zerosPadding ? withoutPadding(embeddings, tokens) : embeddings, weight: 1, tokens }
}

function withoutPadding(embeddings: Tensor, tokens: number): Tensor {
  const kept = tensor(embeddings.dims)
  kept.data.set(embeddings.data.subarray(0, tokens * (embeddings.dims[2] ?? 0)))
  return kept
}

/** Single spaces, and characters instead of their HTML names, as the training captions had them. */
export function cleanPrompt(text: string): string {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' } as const
  const plain = text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: keyof typeof named) => named[name])
  return plain.replace(/\s+/g, ' ').trim()
}
