import { z } from 'zod'

const translationSchema = z.object({
  name: z.string(),
  description: z.string().optional(),
  /** Titles by node id. */
  titles: z.record(z.string(), z.string()).default({}),
  /** Names of its subgraphs by their id. */
  subgraphs: z.record(z.string(), z.string()).optional(),
})

/** Texts of a workflow in languages other than the one it is written in. */
export const translationsSchema = z.object({ 'zh-CN': translationSchema.optional() })
