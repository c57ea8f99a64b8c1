import type { JsonValue } from '../../workflows/json.ts'

/** A param's value as it is shown in a sentence or in a text field. */
export function valueText(value: JsonValue | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
