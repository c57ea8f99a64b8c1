import { createHash } from 'node:crypto'
import type { JsonValue } from '../../workflows/json.ts'
import type { StepIngredients } from './plan.ts'

/** The key a step's results are kept under. Raised `v` when results of old keys no longer hold. */
export function contentKey(ingredients: StepIngredients): string {
  const text = canonical({ v: 1, ...ingredients })
  return createHash('sha256').update(text).digest('hex')
}

/** JSON with sorted names, so that the order in which params were set does not matter. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonical(item)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value as Readonly<Record<string, JsonValue>>).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`
}
