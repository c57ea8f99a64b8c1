import { z } from 'zod'

/** Texts of a shipped example in languages other than the one it is written in, by the text they stand for. */
export const translationsSchema = z.object({ 'zh-CN': z.record(z.string(), z.string()).optional() })
