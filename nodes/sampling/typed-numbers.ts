/** Numbers separated by commas, semicolons, blanks or new lines; undefined when something else is among them. */
export function numbersIn(text: string): readonly number[] | undefined {
  const parts = text.split(/[\s,;，；]+/).filter((part) => part !== '')
  const numbers = parts.map(Number)
  return numbers.every(Number.isFinite) ? numbers : undefined
}
