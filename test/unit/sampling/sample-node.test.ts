import { describe, expect, it } from 'vitest'
import type { Family } from '../../../models/define-family.ts'
import cfg from '../../../models/guidance/cfg.guidance.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import euler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import { tensor } from '../../../models/tensor.ts'
import sample from '../../../nodes/sampling/sample.node.ts'
import type { ModelAccess } from '../../../nodes/run-context.ts'
import type { KnownFrames } from '../../../nodes/sockets/known-frames.socket.ts'
import { UserFailure } from '../../../workflows/failure.ts'
import { nodeContext } from '../../support/node-context.ts'
import { noSessions, promptOf, straightFamily } from '../../support/straight-family.ts'

function modelsOf(family: Family): ModelAccess {
  return {
    get: () => Promise.resolve({ manifest: {} as ModelManifest, family, sessions: noSessions }),
    upscaler: () => Promise.reject(new Error('no upscaler')),
    interpolator: () => Promise.reject(new Error('no interpolator')),
    scheduler: () => euler,
    guidance: () => cfg,
  }
}

const latent = { tensor: tensor([1, 1, 3, 2, 2]), familyId: 'straight', fps: { num: 8, den: 1 } }
const inputs = {
  ...{ model: { modelId: 'straight' }, positive: [promptOf(0.5)], negative: [promptOf(-0.5)], latent },
  ...{
    noise: { seed: 7 },
    schedule: { scheduler: 'flow-match-euler', config: {}, steps: 4 },
    known: undefined,
    guider: undefined,
  },
}
const params = { guidance: 3, strength: 1 }
const picture = { width: 2, height: 2, data: new Uint8Array(12).fill(255) }
const whitePicture = (at: KnownFrames['at']): KnownFrames => ({
  content: { kind: 'image', image: { assetId: 'a', facts: { width: 2, height: 2 } } },
  at,
})

/** Frames of the straight family's latents are RGB, so that a picture can be given. */
const rgbFamily = straightFamily({ encodeVideo: (frames) => Promise.resolve(frames) })
const rgbLatent = { ...latent, tensor: tensor([1, 3, 3, 2, 2]) }

describe('the sampler node', () => {
  it('follows prompt and guidance, and tells each step', async () => {
    const { context, progress } = nodeContext(modelsOf(straightFamily()))
    const { outputs } = await sample.run({ inputs, params, context })
    for (const value of outputs.latent.tensor.data) expect(value).toBeCloseTo(-0.5 + 3 * 1, 4)
    expect(progress).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ])
  })

  it('takes the empty prompt where no negative one is connected', async () => {
    const { context } = nodeContext(modelsOf(straightFamily()))
    const { outputs } = await sample.run({ inputs: { ...inputs, negative: undefined }, params, context })
    for (const value of outputs.latent.tensor.data) expect(value).toBeCloseTo(1.5, 4)
  })

  it('does only the last steps for a lower strength, and none for 0', async () => {
    const { context, progress } = nodeContext(modelsOf(straightFamily()))
    await sample.run({ inputs, params: { ...params, strength: 0.5 }, context })
    expect(progress).toEqual([
      [1, 2],
      [2, 2],
    ])
    const given = { ...latent, tensor: tensor([1, 1, 3, 2, 2], new Float32Array(12).fill(9)) }
    const untouched = await sample.run({
      inputs: { ...inputs, latent: given },
      params: { ...params, strength: 0 },
      context,
    })
    expect(untouched.outputs.latent.tensor).toEqual(given.tensor)
  })

  it('shows all frames at every step, at the pace of the latent', async () => {
    const family = straightFamily({
      frameStride: () => 4,
      latentToRgb: () => ({ weight: [[1, 1, 1]], bias: [0, 0, 0] }),
    })
    const { context, previews } = nodeContext(modelsOf(family))
    await sample.run({ inputs, params: { ...params, guidance: 1 }, context })
    expect(previews).toHaveLength(4)
    expect(previews[3]).toMatchObject({ width: 2, height: 2, frames: 3, step: 4, fps: { num: 8, den: 4 } })
    expect(previews[3]!.data).toHaveLength(3 * 2 * 2 * 3)
    expect(previews[0]!.data[0]).toBe(Math.round(1.5 * 127.5))
  })

  it('keeps a given picture at its frame', async () => {
    const { context } = nodeContext(modelsOf(rgbFamily), [picture])
    const given = { ...inputs, latent: rgbLatent, known: [whitePicture('end')] }
    const { data } = (await sample.run({ inputs: given, params, context })).outputs.latent.tensor
    const [, , last] = [0, 1, 2].map((frame) => data.slice(frame * 4, frame * 4 + 4))
    for (const value of last!) expect(value).toBe(1)
    expect(data[0]).toBeCloseTo(2.5, 4)
  })

  it.each([
    ['known-past-end', [whitePicture(3)]],
    ['known-overlap', [whitePicture(1), whitePicture(1)]],
  ])('refuses known frames out of place: %s', async (code, known) => {
    const { context } = nodeContext(modelsOf(rgbFamily), [picture])
    const run = sample.run({ inputs: { ...inputs, latent: rgbLatent, known }, params, context })
    await expect(run).rejects.toMatchObject({ kind: 'user', code, place: { port: 'known' } })
  })

  it('refuses known frames for a family that cannot take any', async () => {
    const { context } = nodeContext(modelsOf(straightFamily({ knownFrames: () => 'none' })), [picture])
    const run = sample.run({ inputs: { ...inputs, known: [whitePicture(0)] }, params, context })
    await expect(run).rejects.toMatchObject({ code: 'known-not-supported' })
  })

  it('refuses the latent of another family', async () => {
    const { context } = nodeContext(modelsOf(straightFamily()))
    const run = sample.run({ inputs: { ...inputs, latent: { ...latent, familyId: 'wan' } }, params, context })
    await expect(run).rejects.toBeInstanceOf(UserFailure)
  })

  it('names the step at which the model answered with NaN', async () => {
    const family = straightFamily({
      denoise: ({ sample: { dims } }) => Promise.resolve([tensor(dims, new Float32Array(12).fill(NaN))]),
    })
    const { context } = nodeContext(modelsOf(family))
    const run = sample.run({ inputs, params: { ...params, guidance: 1 }, context })
    await expect(run).rejects.toMatchObject({
      code: 'sample-not-finite',
      values: { step: 1 },
      place: { port: 'model' },
    })
  })
})
