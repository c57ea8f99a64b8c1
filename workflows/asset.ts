import { z } from 'zod'

/** fps is rational so that 29.97 stays exact: 30000 / 1001. */
export const rationalSchema = z.object({ num: z.number().int().positive(), den: z.number().int().positive() })
export type Rational = z.infer<typeof rationalSchema>

export const imageFactsSchema = z.object({ width: z.number().int(), height: z.number().int() })
export const videoFactsSchema = z.object({
  width: z.number().int(),
  height: z.number().int(),
  frames: z.number().int(),
  fps: rationalSchema,
  hasAudio: z.boolean().default(false),
  /** How the file says its YUV becomes RGB, in ffmpeg's words (`bt709`); missing when it does not say. */
  colorMatrix: z.string().optional(),
})

export const assetSchema = z.object({
  /** SHA-256 of the bytes, hex. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  /** What the person calls it; two assets may share a name. */
  name: z.string(),
  mediaType: z.string(),
  byteLength: z.number().int().nonnegative(),
  kind: z.enum(['image', 'video', 'audio', 'other']),
  image: imageFactsSchema.optional(),
  video: videoFactsSchema.optional(),
  createdAt: z.number(),
})

export type ImageFacts = z.infer<typeof imageFactsSchema>
export type VideoFacts = z.infer<typeof videoFactsSchema>
export type Asset = z.infer<typeof assetSchema>

export function fpsNumber(fps: Rational): number {
  return fps.num / fps.den
}
