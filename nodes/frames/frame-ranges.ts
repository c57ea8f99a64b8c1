/** First and last frame, both kept. */
export interface FrameRange {
  readonly first: number
  readonly last: number
}

/** `0-16, 24-40` as ranges; undefined when it cannot be read. */
export function frameRanges(text: string): readonly FrameRange[] | undefined {
  const parts = text.split(/[,;，；\n]+/).map((part) => part.trim())
  const wanted = parts.filter((part) => part !== '')
  const ranges = wanted.flatMap((part) => {
    const match = /^(\d+)\s*(?:-|–|~)\s*(\d+)$/.exec(part)
    const [first, last] = [Number(match?.[1]), Number(match?.[2])]
    return match && first <= last ? [{ first, last }] : []
  })
  return wanted.length > 0 && ranges.length === wanted.length ? ranges : undefined
}
