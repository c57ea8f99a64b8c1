/** “0, 2.5” as seconds, none for an empty text; undefined when it is no such list. */
export function secondsListOf(text: string): readonly number[] | undefined {
  const numbers = text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number)
  return numbers.every((number) => Number.isFinite(number) && number >= 0) ? numbers : undefined
}

/** “8, 0, 12” as whole numbers, like {@link secondsListOf}. */
export function numbersOf(text: string): readonly number[] | undefined {
  return secondsListOf(text)?.map(Math.round)
}
