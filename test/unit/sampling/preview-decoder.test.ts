import { describe, expect, it } from 'vitest'
import type { Family, ModelConfigs, ModelSessions } from '../../../models/define-family.ts'
import cfg from '../../../models/guidance/cfg.guidance.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import euler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import { tensor } from '../../../models/tensor.ts'
import type { ModelAccess } from '../../../nodes/run-context.ts'
import sample from '../../../nodes/sampling/sample.node.ts'
import { openSession } from '../../../server/inference/ort-session.ts'
import { tinyDecoder } from '../../../server/inference/tiny-decoder.ts'
import { nodeContext } from '../../support/node-context.ts'
import { onnxGraph } from '../../support/onnx-graph.ts'
import { noSessions, promptOf, straightFamily } from '../../support/straight-family.ts'

/** Two frames of each latent frame, grey by its first channel. */
const doubling = onnxGraph({
  nodes: [
    { op: 'Gather', inputs: ['x', 'grey'], outputs: ['rgb'], attributes: { axis: 2 } },
    { op: 'Concat', inputs: ['rgb', 'rgb'], outputs: ['y'], attributes: { axis: 1 } },
  ],
  inputs: [{ name: 'x', dims: [1, 't', 'c', 'h', 'w'] }],
  outputs: [{ name: 'y', dims: [1, 's', 3, 'h', 'w'] }],
  constants: [{ name: 'grey', type: 'int64', dims: [3], data: [0, 0, 0] }],
})

/** The same with channels before frames. */
const channelsFirst = onnxGraph({
  nodes: [
    { op: 'Gather', inputs: ['x', 'grey'], outputs: ['rgb'], attributes: { axis: 1 } },
    { op: 'Concat', inputs: ['rgb', 'rgb'], outputs: ['y'], attributes: { axis: 2 } },
  ],
  inputs: [{ name: 'x', dims: [1, 'c', 't', 'h', 'w'] }],
  outputs: [{ name: 'y', dims: [1, 3, 's', 'h', 'w'] }],
  constants: [{ name: 'grey', type: 'int64', dims: [3], data: [0, 0, 0] }],
})

function sessionsWith(graph: Uint8Array, config?: Record<string, unknown>): ModelSessions {
  const configs: ModelConfigs = config ? { vae_decoder_tiny: config } : {}
  return {
    ...{ ...noSessions, configs },
    has: (part) => part === 'vae_decoder_tiny',
    open: (part) => openSession({ model: graph, part, device: 'cpu', threads: 1 }),
  }
}

/** The previews of a sampling of five steps towards 0.5. Each step takes so long, and each look at the clock 1 ms. */
async function previewsWith(sessions: ModelSessions, stepMs: number) {
  let at = 0
  const straight = straightFamily({ latentToRgb: () => ({ weight: [[1, 1, 1]], bias: [0, 0, 0] }) })
  const family: Family = {
    ...straight,
    denoise: (...asked) => {
      at += stepMs
      return straight.denoise(...asked)
    },
  }
  const decoded = { ...sessions, previewDecoder: tinyDecoder(sessions, () => (at += 1)) }
  const models: ModelAccess = {
    get: () => Promise.resolve({ manifest: {} as ModelManifest, family, sessions: decoded }),
    upscaler: () => Promise.reject(new Error('no upscaler')),
    interpolator: () => Promise.reject(new Error('no interpolator')),
    scheduler: () => euler,
    guidance: () => cfg,
  }
  const { context, previews } = nodeContext(models)
  const fps = { num: 8, den: 1 }
  const latent = { tensor: tensor([1, 1, 3, 2, 2]), familyId: 'straight', fps }
  const schedule = { scheduler: euler.id, config: {}, steps: 5 }
  const inputs = { model: { modelId: 'straight' }, positive: [promptOf(0.5)], negative: undefined }
  const rest = { latent, noise: { seed: 7 }, schedule, known: undefined, guider: undefined }
  await sample.run({ inputs: { ...inputs, ...rest }, params: { guidance: 1, strength: 1 }, context })
  return previews
}

describe('previews by a tiny decoder of the model folder', () => {
  it('show its frames in its colours, without those in front that are no part of the video', async () => {
    const previews = await previewsWith(sessionsWith(doubling, { trim: 1 }), 10)
    // Coarse until the second step, then decoded once: the next would cost too much.
    expect(previews.map(({ frames, step }) => [frames, step])).toEqual([
      [3, 1],
      [5, 2],
    ])
    // Six frames less one for the three of the video, at 8 a second.
    expect(previews[1]).toMatchObject({ width: 2, height: 2, fps: { num: 40, den: 3 } })
    expect(previews[1]!.data.every((value) => Math.abs(value - 127.5) < 1)).toBe(true)
  })

  it('take a range from −1, channels before frames, and come as often as they cost little', async () => {
    const sessions = sessionsWith(channelsFirst, { range: [-1, 1], layout: 'NCTHW' })
    const previews = await previewsWith(sessions, 500)
    expect(previews.map(({ frames }) => frames)).toEqual([3, 6, 6, 6, 6])
    expect([...previews[4]!.data.slice(0, 3)]).toEqual([191, 191, 191])
  })

  it('give way to the linear map when the graph cannot be run', async () => {
    const previews = await previewsWith(sessionsWith(Uint8Array.of(1, 2, 3)), 500)
    expect(previews.map(({ frames, step }) => [frames, step])).toEqual(
      [1, 2, 3, 4, 5].map((step) => [3, step]),
    )
  })

  it('are not asked of a folder without one', () => {
    expect(tinyDecoder(noSessions, () => 0)).toBeUndefined()
  })
})
