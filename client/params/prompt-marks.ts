/** A stretch of a prompt, and what it is besides plain words. */
export interface PromptPart {
  readonly text: string
  readonly mark?: 'unknown' | 'weight' | 'choice'
}

// `(a cat:1.3)` weighs words, `{snow|rain}` chooses among them.
const marked = /(\([^()]*:-?[\d.]+\)|\{[^{}]*\|[^{}]*\})/u
const wordOrGap = /([\p{L}\p{N}'-]+)/u

/** Cuts a prompt into the parts that are drawn differently. */
export function promptParts(text: string, unknown: ReadonlySet<string>): readonly PromptPart[] {
  return text.split(marked).flatMap((stretch): PromptPart[] => {
    if (stretch.startsWith('(') && marked.test(stretch)) return [{ text: stretch, mark: 'weight' }]
    if (stretch.startsWith('{') && marked.test(stretch)) return [{ text: stretch, mark: 'choice' }]
    return stretch
      .split(wordOrGap)
      .filter(Boolean)
      .map((part) => (unknown.has(part.toLowerCase()) ? { text: part, mark: 'unknown' } : { text: part }))
  })
}

/** Words as an encoder roughly counts them: each Chinese character is one. */
export function countWords(text: string): number {
  return text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)?.length ?? 0
}
