/** A stretch of a prompt, and what it is besides plain words. */
export interface PromptPart {
  readonly text: string
  readonly mark?: 'unknown' | 'weight' | 'choice' | 'unread'
}

// `(a cat:1.3)` and `(a cat)` weigh words; `[cat|dog]` takes turns, `[cat:dog:0.4]` changes on the way.
const weighed = String.raw`(?<!\\)\([^()]+\)`
const changing = String.raw`(?<!\\)\[[^[\]]*\|[^[\]]*\]|\[[^[\]|:]*:[^[\]|:]*:\d*\.?\d+\]`
// `{snow|rain}` and `__place__` are drawn by a node that has lists.
const drawn = String.raw`\{[^{}]*\|[^{}]*\}|__[\p{L}\p{N}][\p{L}\p{N}_/ .-]*?__`
const marked = new RegExp(`(${weighed}|${changing})`, 'u')
const markedOrDrawn = new RegExp(`(${weighed}|${changing}|${drawn})`, 'u')
const wordOrGap = /([\p{L}\p{N}'-]+)/u

/** Cuts a prompt into the parts that are drawn differently. */
export function promptParts(
  text: string,
  unknown: ReadonlySet<string>,
  drawsLists = false,
): readonly PromptPart[] {
  return text.split(drawsLists ? markedOrDrawn : marked).flatMap((stretch, place): PromptPart[] => {
    // What the pattern caught stands at every second place.
    if (place % 2 === 1) return [{ text: stretch, mark: stretch.startsWith('(') ? 'weight' : 'choice' }]
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
