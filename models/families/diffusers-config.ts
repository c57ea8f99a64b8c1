import { z } from 'zod'
import type { LatentToRgb, ModelConfigs, VideoSize } from '../define-family.ts'
import { videoDims } from '../frame-axis.ts'
import type { LatentStatistics } from '../latent-statistics.ts'

const vaeSchema = z.object({
  z_dim: z.number().int().optional(),
  latent_channels: z.number().int().optional(),
  latents_mean: z.array(z.number()).nullish(),
  latents_std: z.array(z.number()).nullish(),
  scaling_factor: z.number().nullish(),
  scale_factor_spatial: z.number().int().nullish(),
  scale_factor_temporal: z.number().int().nullish(),
  spatial_compression_ratio: z.number().int().nullish(),
  temporal_compression_ratio: z.number().int().nullish(),
})
const transformerSchema = z.object({
  in_channels: z.number().int().optional(),
  out_channels: z.number().int().nullish(),
  patch_size: z.union([z.number().int(), z.array(z.number().int())]).nullish(),
  attention_head_dim: z.number().int().nullish(),
  sample_width: z.number().int().nullish(),
  sample_height: z.number().int().nullish(),
})
const previewSchema = z.object({
  weight: z.array(z.array(z.number()).length(3)),
  bias: z.array(z.number()).length(3),
})

/** What a family assumes where a config says nothing. */
export interface ModelScale {
  readonly channels: number
  /** Pixels a latent place stands for. */
  readonly spatial: number
  /** Frames a latent frame stands for, except the first. */
  readonly temporal: number
  /** Side of a token in latent places. */
  readonly patch: number
}

export interface DiffusersModel extends ModelScale {
  readonly statistics: LatentStatistics
  readonly transformer: z.infer<typeof transformerSchema>
}

/**
 * The configs of a folder in diffusers' layout: latents are (raw − mean) / deviation.
 * @throws ZodError when a key has the wrong type
 */
export function diffusersModel(configs: ModelConfigs, usual: ModelScale): DiffusersModel {
  const transformer = transformerSchema.parse(configs.transformer ?? {})
  const vae = vaeSchema.parse(configs.vae_decoder ?? configs.vae ?? {})
  const { patch_size: patch } = transformer
  const channels = vae.z_dim ?? vae.latent_channels ?? vae.latents_mean?.length ?? usual.channels
  return {
    channels,
    transformer,
    spatial: vae.scale_factor_spatial ?? vae.spatial_compression_ratio ?? usual.spatial,
    temporal: vae.scale_factor_temporal ?? vae.temporal_compression_ratio ?? usual.temporal,
    patch: (Array.isArray(patch) ? patch.at(-1) : patch) ?? usual.patch,
    statistics: statisticsOf(vae, channels),
  }
}

function statisticsOf(vae: z.infer<typeof vaeSchema>, channels: number): LatentStatistics {
  const scale = vae.scaling_factor ?? 1
  const mean = vae.latents_mean ?? Array<number>(channels).fill(0)
  const deviation = vae.latents_std ?? Array<number>(channels).fill(1)
  return { mean, deviation: deviation.map((each) => each / scale) }
}

/** Members of a family that follow from its scale alone. */
export function scaleMembers(read: (configs: ModelConfigs) => ModelScale) {
  return {
    sizeGrid: (configs: ModelConfigs) => read(configs).spatial * read(configs).patch,
    frameStride: (configs: ModelConfigs) => read(configs).temporal,
    latentShape: ({ width, height, frames }: VideoSize, configs: ModelConfigs) => {
      const { channels, spatial, temporal } = read(configs)
      return [1, channels, (frames - 1) / temporal + 1, height / spatial, width / spatial]
    },
    videoSize: (latentDims: readonly number[], configs: ModelConfigs): VideoSize => {
      const { spatial, temporal } = read(configs)
      const { frames, height, width } = videoDims(latentDims)
      return { width: width * spatial, height: height * spatial, frames: (frames - 1) * temporal + 1 }
    },
    sequenceLength: (latentDims: readonly number[], configs: ModelConfigs) => {
      const { frames, height, width } = videoDims(latentDims)
      return (frames * height * width) / read(configs).patch ** 2
    },
  }
}

/** `preview/latent-to-rgb.json`, when the folder has a usable one. */
export function previewMap(configs: ModelConfigs): LatentToRgb | undefined {
  const parsed = previewSchema.safeParse(configs.preview)
  return parsed.success ? parsed.data : undefined
}
