import type { JsonValue } from '../../workflows/json.ts'

/**
 * JSON as it is found in the wild: Python writes NaN and Infinity, some tools write the text of JSON as a string.
 * JSON has no word for NaN and the infinities: they become their names in quotes, so that what was there can still be
 * read. Undefined when it is no JSON.
 */
export function parseLenient(text: string): JsonValue | undefined {
  const value = parsed(text) ?? parsed(quotedNaN(text))
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  return parseLenient(value) ?? value
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

/** Strings are stepped over whole, so that a prompt about NaN keeps its word. */
function quotedNaN(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/g, (found) =>
    found.startsWith('"') ? found : `"${found}"`,
  )
}
