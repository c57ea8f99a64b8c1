import { z } from 'zod'

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

export const jsonSchema = z.json() as z.ZodType<JsonValue>

/** Whether values lie in each other deeper than this: parsers that call themselves would come to the end of their stack. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true
    level = level.flatMap(valuesIn)
  }
  return false
}

function valuesIn(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : []
}

/** More than any workflow has, values of values of its nodes included. */
export const mostLevels = 200

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
