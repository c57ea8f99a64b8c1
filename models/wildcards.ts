import { mersenneTwister } from './mersenne-twister.ts'

/** Lines a wildcard is drawn from, by its name. */
export type WildcardLists = Readonly<Record<string, readonly string[]>>

const longestChain = 20
/** Characters a drawn text may have: lists that name themselves would grow without end. */
const longestText = 100_000

/** `__animal__`; a row of underscores is none. */
const namePattern = /__([\p{L}\p{N}][\p{L}\p{N}_/ .-]*?)__/gu

/**
 * Draws one of several: `{red|blue}` written in place, `__animal__` from a list. The same seed draws the same; lists may
 * name other lists. A name without a list stays as it is written, and so do names of lists that never come to an end.
 */
export function drawWildcards(text: string, lists: WildcardLists, seed: number): string {
  const bits = mersenneTwister(seed)
  const one = (choices: readonly string[]) => choices[bits() % choices.length] ?? ''
  let drawn = text
  for (let round = 0; round < longestChain; round += 1) {
    const before = drawn
    let length = drawn.length
    drawn = drawn.replace(namePattern, (whole, name: string) => {
      const lines = listOf(lists, name)
      if (lines.length === 0 || length > longestText) return whole
      const line = one(lines)
      length += line.length - whole.length
      return line
    })
    drawn = drawn.replace(/\{([^{}]*)\}/g, (_, choices: string) => one(choices.split('|')).trim())
    if (drawn === before || length > longestText) return drawn
  }
  return drawn
}

/** The lists a text can come to, those that its lists name included. */
export function reachedLists(text: string, lists: WildcardLists): WildcardLists {
  const reached = new Map<string, readonly string[]>()
  const waiting = new Set(namesIn(text))
  // A set goes on with what is added while it is walked.
  for (const name of waiting) {
    const lines = listOf(lists, name)
    reached.set(name, lines)
    for (const line of lines) for (const further of namesIn(line)) waiting.add(further)
  }
  return Object.fromEntries(reached)
}

/** Whether braces may put a name together, as in `__{cat|dog}s__`: it cannot be told which lists are reached then. */
export function buildsNames(text: string): boolean {
  const rest = withoutNames(text)
  return rest.includes('__') && rest.includes('{')
}

/** Names a text can come to that no list is there for. */
export function missingWildcards(text: string, lists: WildcardLists): readonly string[] {
  const reached = Object.entries(reachedLists(text, lists))
  return reached.flatMap(([name, lines]) => (lines.length === 0 ? [name] : []))
}

/** Names of wildcards in a text, each once. */
export function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(namePattern)].map(([, name = '']) => keyOf(name)))]
}

/** A text of the same length with spaces in the place of whole names. */
export function withoutNames(text: string): string {
  return text.replace(namePattern, (name) => ' '.repeat(name.length))
}

const keyOf = (name: string) => name.trim().toLowerCase()

function listOf(lists: WildcardLists, name: string): readonly string[] {
  const key = keyOf(name)
  return (Object.hasOwn(lists, key) ? lists[key] : undefined) ?? []
}

/** `animal: cat, dog` one list a line; a line without a name goes on with the list before. */
export function readLists(text: string): WildcardLists {
  const lists = new Map<string, string[]>()
  let current: string[] = []
  for (const line of text.split('\n')) {
    const [, name, rest = ''] = /^\s*([\p{L}\p{N}_/ -]+?)\s*[:：]\s*(.*)$/u.exec(line) ?? []
    if (name !== undefined) {
      current = lists.get(name.toLowerCase()) ?? []
      lists.set(name.toLowerCase(), current)
    }
    const entries = (name === undefined ? line : rest).split(/[,，]/).map((entry) => entry.trim())
    for (const entry of entries) if (entry !== '' && !entry.startsWith('#')) current.push(entry)
  }
  return Object.fromEntries(lists)
}
