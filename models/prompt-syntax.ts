/** A stretch of a prompt with the weight of its words. */
export interface PromptPart {
  readonly text: string
  readonly weight: number
}

/** One wording of a prompt and when it holds. */
export interface PromptWording {
  readonly parts: readonly PromptPart[]
  /** Part of the schedule, 0..1. */
  readonly from?: number
  readonly to?: number
  /** Holds at every `of`-th step, beginning with step `index`. */
  readonly turn?: { readonly index: number; readonly of: number }
}

/** The words of a wording without its marks. */
export function plainText({ parts }: Pick<PromptWording, 'parts'>): string {
  return parts
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Reads the marks people know from other tools: `(word:1.2)`, `(word)` for 1.1, `[a|b]` for taking turns and `[a:b:0.4]`
 * for a change at a part of the run. `\(` is a bracket that is meant. What cannot be read is left as it is written.
 */
export function promptWordings(text: string): readonly PromptWording[] {
  const change = /\[([^[\]|:]*):([^[\]|:]*):(\d*\.?\d+)\]/
  const [whole, before = '', after = '', at = '0'] = change.exec(text) ?? []
  if (whole !== undefined) {
    const share = Math.min(1, Number(at))
    return [
      ...promptWordings(text.replace(whole, () => before)).map((wording) => ({ to: share, ...wording })),
      ...promptWordings(text.replace(whole, () => after)).map((wording) => ({ from: share, ...wording })),
    ].filter(({ from = 0, to = 1 }: PromptWording) => from < to)
  }
  const turns = /\[([^[\]:]*\|[^[\]:]*)\]/.exec(text)
  if (!turns) return [{ parts: weightedParts(text) }]
  const choices = (turns[1] ?? '').split('|')
  return choices.map((choice, index) => ({
    parts: weightedParts(text.replace(turns[0], () => choice)),
    turn: { index, of: choices.length },
  }))
}

/** What brackets without a number are worth. */
const usualEmphasis = 1.1

function weightedParts(text: string): readonly PromptPart[] {
  const parts: PromptPart[] = []
  const pattern = /\\([()[\]])|\(([^()]*?)(?::(-?\d*\.?\d+))?\)|([^\\(]+|[\\(])/g
  for (const [, escaped, inside, weight, plain] of text.matchAll(pattern)) {
    if (inside !== undefined)
      parts.push({ text: inside, weight: weight === undefined ? usualEmphasis : Number(weight) })
    else push(parts, escaped ?? plain ?? '')
  }
  return parts
}

function push(parts: PromptPart[], text: string): void {
  const last = parts.at(-1)
  if (last?.weight === 1) parts[parts.length - 1] = { text: last.text + text, weight: 1 }
  else parts.push({ text, weight: 1 })
}
