import type { JsonValue } from '../../workflows/json.ts'

/** What every field gets: the id its label points to, the value, and how to change it. */
export interface FieldProps<Value> {
  readonly fieldId: string
  readonly value: Value
  readonly onChange: (value: JsonValue) => void
}
