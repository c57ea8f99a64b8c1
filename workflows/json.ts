import { z } from 'zod'

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

export const jsonSchema = z.json() as z.ZodType<JsonValue>
