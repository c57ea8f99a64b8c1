/** Letters to add, drop, change or swap to get from one word to the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, place) => place)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          (rows[i - 1]?.[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (rows[i - 1]?.[j - 1] ?? 0) + change,
          swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? Infinity
}

/** `walking`, `walked` and `walks` are one word. */
const stem = (word: string) => word.replace(/(?<=\p{L}{3})(ing|ed|es|s)$/u, '')

const shortestWord = 3

/** The known word that was probably meant: misspelt, or in another form; undefined when none is near. */
export function nearWord(word: string, known: readonly string[]): string | undefined {
  const meant = word.toLowerCase()
  if (meant.length < shortestWord) return undefined
  const most = meant.length < 5 ? 1 : meant.length < 9 ? 2 : 3
  const [nearest] = known
    .filter((other) => other.length >= shortestWord && Math.abs(other.length - meant.length) <= 3)
    .map((other) => ({ other, far: stem(other) === stem(meant) ? 0 : distance(meant, other) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far)
  return nearest?.other
}

/** Puts one word in the place of another, wherever it stands alone. */
export function replaceWord(text: string, word: string, by: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu'), by)
}
