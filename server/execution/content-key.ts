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
