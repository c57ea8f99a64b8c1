import { z } from 'zod'

const localText = z.object({ en: z.string(), 'zh-CN': z.string() })

const variantSchema = z.object({
  id: z.string(),
  precision: z.enum(['fp32', 'fp16', 'int8']),
  /** Execution providers it is meant for; `*` is any. */
  devices: z.array(z.string()).min(1),
  /** ONNX file of each part, relative to the model folder. */
  parts: z.record(z.string(), z.string()),
})

/** `manifest.json` in a model folder. */
export const modelManifestSchema = z.object({
  format: z.literal('reelgraph-model'),
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/),
  name: z.string(),
  kind: z.enum(['video-diffusion', 'upscaler', 'interpolator']),
  family: z.string(),
  licence: z.string(),
  summary: localText,
  /** Starting values for new nodes. */
  defaults: z
    .object({
      width: z.number().int(),
      height: z.number().int(),
      frames: z.number().int(),
      fps: z.number().int(),
      steps: z.number().int(),
      guidance: z.number(),
      shift: z.number(),
    })
    .partial()
    .default({}),
  /** Sizes and lengths it was trained at; the default size when left out. */
  trained: z
    .array(z.object({ width: z.number().int(), height: z.number().int(), frames: z.number().int() }))
    .optional(),
  /** Enlargement of an upscaler. */
  scale: z.number().int().optional(),
  /** Sides an interpolator takes are multiples of this. */
  multiple: z.number().int().positive().optional(),
  /** First fitting one wins. */
  variants: z.array(variantSchema).min(1),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
})

export type ModelManifest = z.infer<typeof modelManifestSchema>
export type ModelVariant = z.infer<typeof variantSchema>

/** The first variant made for the device, else the first made for any. */
export function variantFor(manifest: ModelManifest, device: string): ModelVariant | undefined {
  return (
    manifest.variants.find((variant) => variant.devices.includes(device)) ??
    manifest.variants.find((variant) => variant.devices.includes('*'))
  )
}
