import { z } from 'zod'
import type { ModelSessions, PreviewDecoder } from '../../models/define-family.ts'
import { swapFramesAndChannels } from '../../models/frame-axis.ts'
import type { LatentPictures } from '../../models/latent-pictures.ts'
import { videoPictures } from '../../models/latent-preview.ts'
import type { Tensor } from '../../models/tensor.ts'

/** The part of a model folder that makes pictures of latents quickly, such as a TAEHV. */
const part = 'vae_decoder_tiny'

/** `vae_decoder_tiny/config.json` */
const configSchema = z.object({
  /** Order of the axes of what goes in and comes out. */
  layout: z.enum(['NTCHW', 'NCTHW']).default('NTCHW'),
  /** What black and white are. */
  range: z.tuple([z.number(), z.number()]).default([0, 1]),
  /** Frames in front that are dropped: a decoder that makes 4 frames of each latent makes 3 too many of the first. */
  trim: z.number().int().min(0).default(0),
})

/** Decoding may take this share of the time; the rest belongs to the steps. */
const share = 0.03
const leastMs = 200

type DecoderSessions = Pick<ModelSessions, 'configs' | 'has' | 'open'>

/**
 * The folder's own quick decoder, used no more often than it costs little; undefined when the folder has none. One stands
 * for a model as long as the worker lives, so that its rest holds over all samplings.
 */
export function tinyDecoder(sessions: DecoderSessions, now: () => number): PreviewDecoder | undefined {
  if (!sessions.has(part)) return undefined
  let dueAt = -Infinity
  let isBroken = false
  return {
    get state() {
      if (isBroken) return 'broken'
      return now() < dueAt ? 'resting' : 'due'
    },
    async decode(latent) {
      const startedAt = now()
      try {
        return await decode(latent, sessions)
      } catch {
        // A preview is no reason to lose a video: the linear map takes its place.
        isBroken = true
        return undefined
      } finally {
        dueAt = now() + Math.max(leastMs, (now() - startedAt) / share)
      }
    },
  }
}

async function decode(latent: Tensor, sessions: DecoderSessions): Promise<LatentPictures> {
  const { layout, range, trim } = configSchema.parse(sessions.configs[part] ?? {})
  const framesFirst = layout === 'NTCHW'
  const session = await sessions.open(part)
  const [input = ''] = session.inputNames
  const outputs = await session.run({ [input]: framesFirst ? swapFramesAndChannels(latent) : latent })
  const [output = ''] = session.outputNames
  const video = outputs[output]
  if (!video) throw new RangeError('The tiny decoder gave no output.')
  return videoPictures(video, { framesFirst, range, trim })
}
