const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** `820 kB`, `1.2 GB`; thousands, as file managers count. */
export function bytesText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const value = bytes / 1000 ** power
  return `${value < 9.95 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power] ?? ''}`
}
