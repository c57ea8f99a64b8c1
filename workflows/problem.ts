import { z } from 'zod'
import { jsonSchema } from './json.ts'

/** A change that mends a problem: values for params of the problem's node, or of the one it names. */
export const fixSchema = z.object({
  label: z.object({ en: z.string(), 'zh-CN': z.string() }),
  set: z.record(z.string(), jsonSchema),
  node: z.string().optional(),
})
export type Fix = z.infer<typeof fixSchema>

/** Something about a graph a person should know before it runs; an `error` keeps it from running. */
export const problemSchema = z.object({
  level: z.enum(['error', 'warning']),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** English wording; other languages by `messageText(code, values, locale)`. */
  message: z.string(),
  node: z.string().optional(),
  port: z.string().optional(),
  fixes: z.array(fixSchema).default([]),
})
export type Problem = z.infer<typeof problemSchema>
