import { z } from 'zod'

const appParamSchema = z.object({
  node: z.string(),
  param: z.string(),
  /** What the form calls it; the param's own label when left out. */
  label: z.string().optional(),
})
export type AppParam = z.infer<typeof appParamSchema>

/** The form a person without graphs sees: which params, in which order. */
export const appViewSchema = z.object({ params: z.array(appParamSchema) })
export type AppView = z.infer<typeof appViewSchema>

/** A form from elsewhere that cannot be read counts as none. */
export function readAppView(raw: unknown): AppView | undefined {
  const parsed = appViewSchema.safeParse(raw)
  return parsed.success ? parsed.data : undefined
}
