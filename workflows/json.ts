import { z } from 'zod'

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

export const jsonSchema = z.json() as z.ZodType<JsonValue>

/** Whether two values of JSON say the same; what is undefined counts as missing. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  return hasAll(a as Named, b as Named) && hasAll(b as Named, a as Named)
}

type Named = Readonly<Record<string, unknown>>

/** Whether all that is in one record or array is in the other. */
function hasAll(a: Named, b: Named): boolean {
  for (const name in a) if (!isSameValue(a[name], b[name])) return false
  return true
}
