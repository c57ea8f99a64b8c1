import { mersenneTwister } from './mersenne-twister.ts'

/** Lines a wildcard is drawn from, by its name. */
export type WildcardLists = Readonly<Record<string, readonly string[]>>

const longestChain = 20
const namePattern = /__([\p{L}\p{N}_/ .-]+?)__/gu

/**
 * Draws one of several: `{red|blue}` written in place, `__animal__` from a list. The same seed draws the same; lists may
 * name other lists. A name without a list stays as it is written.
 */
export function drawWildcards(text: string, lists: WildcardLists, seed: number): string {
  const bits = mersenneTwister(seed)
  const one = (choices: readonly string[]) => choices[bits() % choices.length] ?? ''
  let drawn = text
  for (let round = 0; round < longestChain; round += 1) {
    const before = drawn
    drawn = drawn.replace(namePattern, (whole, name: string) => {
      const lines = listOf(lists, name)
      return lines.length > 0 ? one(lines) : whole
    })
    drawn = drawn.replace(/\{([^{}]*)\}/g, (_, choices: string) => one(choices.split('|')).trim())
    if (drawn === before) return drawn
  }
  return drawn
}

/** The lists a text can come to, those that its lists name included. */
export function reachedLists(text: string, lists: WildcardLists): WildcardLists {
  const reached: Record<string, readonly string[]> = {}
  const waiting = namesIn(text)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (Object.hasOwn(reached, name)) continue
    const lines = listOf(lists, name)
    reached[name] = lines
    waiting.push(...lines.flatMap(namesIn))
  }
  return reached
}

/** Names a text can come to that no list is there for. */
export function missingWildcards(text: string, lists: WildcardLists): readonly string[] {
  const reached = Object.entries(reachedLists(text, lists))
  return reached.flatMap(([name, lines]) => (lines.length === 0 ? [name] : []))
}

function namesIn(text: string): string[] {
  return [...text.matchAll(namePattern)].map(([, name = '']) => name.trim().toLowerCase())
}

function listOf(lists: WildcardLists, name: string): readonly string[] {
  const key = name.trim().toLowerCase()
  return (Object.hasOwn(lists, key) ? lists[key] : undefined) ?? []
}

/** `animal: cat, dog` one list a line; a line without a name goes on with the list before. */
export function readLists(text: string): WildcardLists {
  const lists: Record<string, string[]> = {}
  let current: string[] = []
  for (const line of text.split('\n')) {
    const [, name, rest = ''] = /^\s*([\p{L}\p{N}_/ -]+?)\s*[:：]\s*(.*)$/u.exec(line) ?? []
    if (name !== undefined) current = lists[name.toLowerCase()] ??= []
    const entries = (name === undefined ? line : rest).split(/[,，]/).map((entry) => entry.trim())
    current.push(...entries.filter((entry) => entry !== '' && !entry.startsWith('#')))
  }
  return lists
}
