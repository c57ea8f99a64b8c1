import { fileURLToPath } from 'node:url'
import type { Conditioning, KnownLatents, VideoSize } from '../../models/define-family.ts'
import { denoise } from '../../models/denoise.ts'
import { sliceFrames, videoDims } from '../../models/frame-axis.ts'
import cfg from '../../models/guidance/cfg.guidance.ts'
import { placeKnown, type PlaceRequest } from '../../models/known-latents.ts'
import { normal } from '../../models/random.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'
import { createModelAccess } from '../../server/inference/inference.ts'

export const library = fileURLToPath(new URL('../../models/library/', import.meta.url))

export interface Wish {
  readonly prompt: string
  readonly size: VideoSize
  readonly seed: number
  readonly known?: readonly KnownLatents[]
  /** Video to video: a latent and how much of it is made anew, 0..1. */
  readonly start?: { readonly latent: Tensor; readonly strength: number }
  /** Scale of classifier-free guidance; the studio's own where it is left out. */
  readonly guidance?: number
}

export interface StudioOptions {
  readonly threads: number
  readonly steps?: number
  readonly guidance?: number
  readonly folder?: string
}

/** The shipped model behind the engine's own doors: sessions, tokenizer, denoise loop, chunked decoder. */
export type Studio = Awaited<ReturnType<typeof openStudio>>

export async function openStudio({ threads, steps = 20, guidance = 3, folder = library }: StudioOptions) {
  const models = await createModelAccess({ folders: [folder], device: 'cpu', threads })
  const { sessions, family, manifest } = await models.get('pocket-v1')
  const scheduler = models.scheduler('flow-match-euler')
  const schedule = scheduler.schedule({
    config: { shift: manifest.defaults.shift ?? 1 },
    ...{ steps, sigmas: family.startSigmas?.(steps) },
  })
  const texts = new Map<string, Promise<Conditioning>>()
  const textOf = (prompt: string): Promise<Conditioning> => {
    const text = texts.get(prompt) ?? family.encodeText(prompt, sessions)
    texts.set(prompt, text)
    return text
  }

  /** A latent for the wish, from noise or from the latent it starts with. */
  async function generate({
    prompt,
    size,
    seed,
    known,
    start,
    guidance: scale = guidance,
  }: Wish): Promise<Tensor> {
    const noise = normal(seed, family.latentShape(size, sessions.configs))
    const firstRow = start ? steps - Math.floor(steps * start.strength) : 0
    let sample = start ? scheduler.addNoise({ clean: start.latent, noise, schedule, index: firstRow }) : noise
    const [positive, negative] = [[await textOf(prompt)], [await textOf('')]]
    for await (const step of denoise({
      ...{ family, sessions, scheduler, schedule, sample, firstRow, positive, negative, known },
      ...{ guidance: cfg, scale, baseNoise: noise },
    }))
      sample = step.sample
    return sample
  }

  /** Frames [1, 3, T, H, W] in −1..1. */
  async function decode(latent: Tensor): Promise<Tensor> {
    const chunks: Tensor[] = []
    for await (const chunk of family.decodeVideo(latent, sessions)) chunks.push(chunk)
    return joinFrames(chunks)
  }

  const encode = (video: Tensor): Promise<Tensor> => family.encodeVideo(video, sessions)

  /** Given frames as the sampler takes them, doubled and cut as the engine's own node does. */
  async function known(
    frames: Tensor,
    place: Omit<PlaceRequest, 'length' | 'stride'>,
  ): Promise<KnownLatents> {
    const stride = family.frameStride(sessions.configs)
    const placement = placeKnown({ ...place, length: videoDims(frames.dims).frames, stride })
    if (!placement) throw new RangeError('The given frames do not fit the clip.')
    const read = sliceFrames(frames, placement.start, placement.count)
    const repeated = Array.from({ length: placement.repeatFirst }, () => sliceFrames(read, 0, 1))
    const latent = await encode(joinFrames([...repeated, read]))
    const kept = sliceFrames(
      latent,
      placement.dropLatents,
      videoDims(latent.dims).frames - placement.dropLatents,
    )
    return { latent: kept, at: placement.latentAt, soft: false }
  }

  const upscaler = () => models.upscaler('pocket-upscaler')
  const { vocabulary } = sessions.configs
  return { generate, decode, encode, known, upscaler, manifest, vocabulary, release: () => models.release() }
}

/** Clips [1, 3, t, H, W] one after another. */
export function joinFrames(clips: readonly Tensor[]): Tensor {
  const [first] = clips
  if (!first || clips.length === 1) return first ?? tensor([0])
  const { channels, height, width } = videoDims(first.dims)
  const frames = clips.reduce((sum, clip) => sum + videoDims(clip.dims).frames, 0)
  const joined = tensor([1, channels, frames, height, width])
  const size = height * width
  for (let channel = 0; channel < channels; channel += 1) {
    let at = channel * frames * size
    for (const clip of clips) {
      const length = videoDims(clip.dims).frames * size
      joined.data.set(clip.data.subarray(channel * length, (channel + 1) * length), at)
      at += length
    }
  }
  return joined
}
