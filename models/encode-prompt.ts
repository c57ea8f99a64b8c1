import type { Conditioning, Family, ModelSessions } from './define-family.ts'
import type { Tokenizer } from './inference-session.ts'
import { plainText, type PromptPart, promptWordings } from './prompt-syntax.ts'
import { tensor, type Tensor } from './tensor.ts'

/** A prompt with its marks: every wording embedded, words nearer to or farther from nothing by their weight. */
export async function encodePrompt(
  text: string,
  family: Family,
  sessions: ModelSessions,
): Promise<readonly Conditioning[]> {
  const prompts: Conditioning[] = []
  for (const { parts, ...when } of promptWordings(text)) {
    const plain = await family.encodeText(plainText({ parts }), sessions)
    const isWeighted = parts.some(({ weight }) => weight !== 1)
    const embeddings = isWeighted ? await weighted(plain, parts, { family, sessions }) : plain.embeddings
    prompts.push({ ...plain, ...when, embeddings })
  }
  return prompts
}

interface Encoding {
  readonly family: Family
  readonly sessions: ModelSessions
}

/** Rows of a word lie on the line from the empty prompt's row to their own, at their weight. */
async function weighted(
  { embeddings }: Conditioning,
  parts: readonly PromptPart[],
  { family, sessions }: Encoding,
): Promise<Tensor> {
  const { embeddings: nothing } = await family.encodeText('', sessions)
  const [, rows = 0, width = 0] = embeddings.dims
  const weights = rowWeights(parts, await sessions.tokenizer(), rows)
  const data = embeddings.data.map((value, at) => {
    const zero = nothing.data[at] ?? 0
    return zero + (weights[Math.floor(at / width)] ?? 1) * (value - zero)
  })
  return tensor(embeddings.dims, data)
}

/** The weight of each token's row: a part begins where the tokens of all before it end. */
function rowWeights(parts: readonly PromptPart[], tokenizer: Tokenizer, rows: number): readonly number[] {
  const weights = Array<number>(rows).fill(1)
  let before = ''
  let start = 0
  for (const { text, weight } of parts) {
    before += text
    const end = before.trim() === '' ? 0 : tokenizer.encode(before.trim()).ids.length
    weights.fill(weight, start, end)
    start = end
  }
  return weights
}
