import { hash } from 'node:crypto'
import type { JsonValue } from '../../workflows/json.ts'
import type { StepIngredients } from './plan.ts'

/** Ingredients are never changed, and those of an unchanged node are the same object as in the plan before. */
const known = new WeakMap<StepIngredients, string>()

/** The key a step's results are kept under. Raised `v` when results of old keys no longer hold. */
export function contentKey(ingredients: StepIngredients): string {
  const key = known.get(ingredients) ?? hash('sha256', canonical({ v: 1, ...ingredients }))
  known.set(ingredients, key)
  return key
}

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

/** JSON with sorted names, so that the order in which params were set does not matter. */
export function canonical(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonical(item)).join(',')}]`
  const record = value as Readonly<Record<string, JsonValue>>
  // Planning asks this of every node: concatenating is several times faster than collecting and joining.
  let text = ''
  for (const name of Object.keys(record).sort()) {
    const item = record[name]
    if (item !== undefined) text += `${text && ','}${JSON.stringify(name)}:${canonical(item)}`
  }
  return `{${text}}`
}
