import { z } from 'zod'
import type { LatentToRgb, ModelConfigs } from '../define-family.ts'
import type { LatentStatistics } from '../latent-statistics.ts'
import { remembered } from '../remembered.ts'

const transformerSchema = z.object({
  patch_size: z
    .tuple([z.literal(1), z.number().int().positive(), z.number().int().positive()])
    .default([1, 1, 1]),
  mask_channels: z.number().int().positive().default(1),
})
const vaeSchema = z.object({
  latents_mean: z.array(z.number()).min(1),
  latents_std: z.array(z.number()).min(1),
  scale_factor_spatial: z.number().int().default(8),
  scale_factor_temporal: z.number().int().default(4),
})
const previewSchema = z.object({
  weight: z.array(z.array(z.number()).length(3)),
  bias: z.array(z.number()).length(3),
})

export interface PocketConfig {
  /** Side of a token in latent places. */
  readonly patch: number
  readonly maskChannels: number
  readonly channels: number
  /** Pixels a latent place stands for. */
  readonly spatial: number
  /** Frames a latent frame stands for. */
  readonly temporal: number
  readonly statistics: LatentStatistics
}

/** @throws ZodError when a config of the folder misses a key. */
export const pocketConfig = remembered((configs: ModelConfigs): PocketConfig => {
  const transformer = transformerSchema.parse(configs.transformer ?? {})
  const vae = vaeSchema.parse(configs.vae_decoder ?? configs.vae)
  return {
    patch: transformer.patch_size[2],
    maskChannels: transformer.mask_channels,
    channels: vae.latents_mean.length,
    spatial: vae.scale_factor_spatial,
    temporal: vae.scale_factor_temporal,
    statistics: { mean: vae.latents_mean, deviation: vae.latents_std },
  }
})

/** `preview/latent-to-rgb.json`, when the folder has a usable one. */
export function pocketPreview(configs: ModelConfigs): LatentToRgb | undefined {
  const parsed = previewSchema.safeParse(configs.preview)
  return parsed.success ? parsed.data : undefined
}
