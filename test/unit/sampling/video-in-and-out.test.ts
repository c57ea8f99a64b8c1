import { describe, expect, it } from 'vitest'
import cfg from '../../../models/guidance/cfg.guidance.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import { sliceFrames } from '../../../models/frame-axis.ts'
import { picturesToTensor, type RgbPicture } from '../../../models/rgb-frames.ts'
import { tensor } from '../../../models/tensor.ts'
import decodeVideo from '../../../nodes/decode/decode-video.node.ts'
import encodeVideo from '../../../nodes/decode/encode-video.node.ts'
import upscaleVideo from '../../../nodes/video/upscale-video.node.ts'
import type { ModelAccess } from '../../../nodes/run-context.ts'
import type { VideoValue } from '../../../nodes/sockets/video.socket.ts'
import { nodeContext } from '../../support/node-context.ts'
import { noSessions, straightFamily } from '../../support/straight-family.ts'

/** A VAE that changes nothing and decodes two frames at a time. */
const family = straightFamily({
  sizeGrid: () => 2,
  frameStride: () => 2,
  async *decodeVideo(latent) {
    for (let at = 0; at < (latent.dims[2] ?? 0); at += 2)
      yield await Promise.resolve(sliceFrames(latent, at, Math.min(2, (latent.dims[2] ?? 0) - at)))
  },
})
/** Doubles each pixel and is a little brighter, so that it cannot be mistaken for scaling. */
const double = {
  inputNames: ['image'],
  outputNames: ['large'],
  run: (
    feeds: Readonly<
      Record<string, { readonly dims: readonly number[]; readonly data: ArrayLike<number | bigint> }>
    >,
  ) => {
    const { dims, data } = feeds.image!
    const [, , height = 0, width = 0] = dims
    const large = tensor([1, 3, height * 2, width * 2])
    for (let i = 0; i < large.data.length; i += 1) {
      const [c, y, x] = [
        Math.floor(i / (4 * width * height)),
        Math.floor(i / (2 * width)) % (2 * height),
        i % (2 * width),
      ]
      large.data[i] = Number(data[(c * height + (y >> 1)) * width + (x >> 1)]) + 10 / 255
    }
    return Promise.resolve({ large })
  },
}
const models: ModelAccess = {
  get: () => Promise.resolve({ manifest: {} as ModelManifest, family, sessions: noSessions }),
  upscaler: () => Promise.resolve({ session: double, scale: 2 }),
  interpolator: () => Promise.reject(new Error('no interpolator')),
  guidance: () => cfg,
  scheduler: () => {
    throw new Error('no scheduler')
  },
}
const pictures: readonly RgbPicture[] = Array.from({ length: 6 }, (_, frame) => ({
  ...{ width: 4, height: 2 },
  data: Uint8Array.from({ length: 24 }, (__, index) => frame * 30 + index),
}))
const video: VideoValue = {
  source: { kind: 'asset', assetId: 'a' },
  facts: { width: 4, height: 2, frames: 6, fps: { num: 24, den: 1 }, hasAudio: false },
}
const vae = { modelId: 'straight' }

describe('video in and out', () => {
  it('is encoded up to the last frame that fits the rule', async () => {
    const { context } = nodeContext(models, pictures)
    const { outputs } = await encodeVideo.run({
      inputs: { vae, video },
      params: { width: 0, height: 0 },
      context,
    })
    expect(outputs.latent.tensor).toEqual(picturesToTensor(pictures.slice(0, 5)))
    expect(outputs.latent.fps).toEqual({ num: 24, den: 1 })
  })

  it('is decoded frame by frame as the pieces come', async () => {
    const { context, written, progress } = nodeContext(models)
    const latent = {
      tensor: picturesToTensor(pictures.slice(0, 5)),
      familyId: 'straight',
      fps: { num: 8, den: 1 },
    }
    const { outputs } = await decodeVideo.run({
      inputs: { vae, latent },
      params: { tile: 0, overlap: 64 },
      context,
    })
    expect(outputs.video.facts).toEqual({
      width: 4,
      height: 2,
      frames: 5,
      fps: { num: 8, den: 1 },
      hasAudio: false,
    })
    expect(written.get('0')).toEqual(pictures.slice(0, 5))
    expect(progress).toEqual([
      [2, 5],
      [4, 5],
      [5, 5],
    ])
  })

  it('is refused with the frame it is about where the decoder answered with NaN', async () => {
    const { context } = nodeContext(models)
    const frames = picturesToTensor(pictures.slice(0, 5))
    frames.data[frames.data.length - 1] = NaN
    const latent = { tensor: frames, familyId: 'straight', fps: { num: 8, den: 1 } }
    const run = decodeVideo.run({ inputs: { vae, latent }, params: { tile: 0, overlap: 64 }, context })
    await expect(run).rejects.toMatchObject({
      code: 'frames-not-finite',
      values: { frame: 4 },
      place: { port: 'vae' },
    })
  })

  it('is enlarged by a model, and then scaled to the size that was asked for', async () => {
    const { context, written } = nodeContext(models, pictures)
    const params = { method: 'model', model: 'double', factor: 3 } as const
    const { outputs } = await upscaleVideo.run({ inputs: { video }, params, context })
    expect(written.get('0')).toHaveLength(6)
    expect(written.get('0')![0]!.data[0]).toBe(10)
    expect(outputs.video).toMatchObject({
      facts: { width: 12, height: 6, frames: 6 },
      source: { kind: 'edit', op: 'scale', inputs: [{ facts: { width: 8, height: 4 } }] },
    })
  })

  it('is only described when Lanczos enlarges it', async () => {
    const { context, written } = nodeContext(models, pictures)
    const params = { method: 'lanczos', model: '', factor: 2 } as const
    const { outputs } = await upscaleVideo.run({ inputs: { video }, params, context })
    expect(written.size).toBe(0)
    expect(outputs.video).toMatchObject({ facts: { width: 8, height: 4 }, source: { op: 'scale' } })
  })
})
