/** A stretch of a prompt, and what it is besides plain words. */
export interface PromptPart {
  readonly text: string
  readonly mark?: 'unknown' | 'weight' | 'choice' | 'unread'
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

/**
 * Where what is read ends in a prompt as it is written: the place behind the last letter of `read`, which is the prompt
 * without its marks. Undefined when its letters do not all stand in the prompt, as where other words were put before it.
 */
export function endOfRead(text: string, read: string): number | undefined {
  let end = 0
  for (const letter of read.replace(/\s+/gu, '')) {
    const place = text.indexOf(letter, end)
    if (place < 0) return undefined
    end = place + letter.length
  }
  return end
}

/** Words as an encoder roughly counts them: each Chinese character is one. */
export function countWords(text: string): number {
  return text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)?.length ?? 0
}
