import { z } from 'zod'

/** fps is rational so that 29.97 stays exact: 30000 / 1001. */
export const rationalSchema = z.object({ num: z.number().int().positive(), den: z.number().int().positive() })
export type Rational = z.infer<typeof rationalSchema>

export const imageFactsSchema = z.object({
  width: z.number().int(),
  height: z.number().int(),
  /** Some of it can be seen through; missing when not. */
  hasAlpha: z.boolean().optional(),
})

const soundStreamSchema = z.object({ codec: z.string(), sampleRate: z.number(), channels: z.number().int() })

/** How a video file is written: what is lost with the first edit. Colour names are ffmpeg's (`bt709`). */
export const videoFileFactsSchema = z.object({
  codec: z.string(),
  /** ffmpeg's name, e.g. `yuv420p10le`. */
  pixelFormat: z.string(),
  bitDepth: z.number().int(),
  /** How YUV becomes RGB; missing when the file does not say, like the next three. */
  colorMatrix: z.string().optional(),
  colorRange: z.string().optional(),
  colorTransfer: z.string().optional(),
  colorPrimaries: z.string().optional(),
  /** Degrees the stored picture is turned clockwise to be shown. */
  rotation: z.number(),
  /** Stored as it is shown: upright, square pixels, progressive. */
  isPlain: z.boolean(),
  isInterlaced: z.boolean(),
  /** Among the file's streams of pictures; 0 when left out. */
  place: z.number().int().min(0).optional(),
  /** Seconds from the start of the file to its first frame. */
  delay: z.number(),
  /** Longest time in seconds one frame is shown; only where the frame rate varies. */
  longestFrame: z.number().optional(),
  /** Any frame can be found by its time without reading from the start. */
  isSeekable: z.boolean(),
  /** Streams of sound; the first one is used. */
  audio: z.array(soundStreamSchema),
})

export const videoFactsSchema = z.object({
  width: z.number().int(),
  height: z.number().int(),
  frames: z.number().int(),
  fps: rationalSchema,
  hasAudio: z.boolean().default(false),
  /** Some of it can be seen through; missing when not. */
  hasAlpha: z.boolean().optional(),
  /** Only of a file that nothing was done to yet. */
  file: videoFileFactsSchema.optional(),
})

/** Sound is mixed at this rate, in stereo. */
export const mixRate = 48_000

export const audioFactsSchema = z.object({
  /** Length at {@link mixRate}, whatever the rate of the file is. */
  samples: z.number().int(),
  /** Of the file. */
  channels: z.number().int(),
  sampleRate: z.number(),
  codec: z.string().optional(),
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
  audio: audioFactsSchema.optional(),
  createdAt: z.number(),
})

export type ImageFacts = z.infer<typeof imageFactsSchema>
export type VideoFileFacts = z.infer<typeof videoFileFactsSchema>
export type AudioFacts = z.infer<typeof audioFactsSchema>
export type VideoFacts = z.infer<typeof videoFactsSchema>
export type Asset = z.infer<typeof assetSchema>

export function fpsNumber(fps: Rational): number {
  return fps.num / fps.den
}

/** The same rate by the smallest numbers: 10/2 is 5/1. */
export function reducedRational({ num, den }: Rational): Rational {
  const divisor = greatestDivisor(num, den)
  return { num: num / divisor, den: den / divisor }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
