import { describe, expect, it } from 'vitest'
import cogvideox from '../../../models/families/cogvideox.family.ts'
import wan from '../../../models/families/wan.family.ts'
import cfg from '../../../models/guidance/cfg.guidance.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import { normal } from '../../../models/random.ts'
import euler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import unipc from '../../../models/schedulers/unipc-multistep.scheduler.ts'
import { sigmaList } from '../../../models/sigma-lists.ts'
import { tensor } from '../../../models/tensor.ts'
import type { InferWorld } from '../../../nodes/define-node.ts'
import type { ModelAccess } from '../../../nodes/run-context.ts'
import flipSigmas from '../../../nodes/sampling/flip-sigmas.node.ts'
import sampleAdvanced from '../../../nodes/sampling/sample-advanced.node.ts'
import sample from '../../../nodes/sampling/sample.node.ts'
import scheduleOfSigmas from '../../../nodes/sampling/schedule-of-sigmas.node.ts'
import scheduler from '../../../nodes/sampling/scheduler.node.ts'
import sigmasTyped from '../../../nodes/sampling/sigmas-typed.node.ts'
import splitSigmas from '../../../nodes/sampling/split-sigmas.node.ts'
import { latentSocket } from '../../../nodes/sockets/latent.socket.ts'
import type { JsonValue } from '../../../workflows/json.ts'
import { nodeContext } from '../../support/node-context.ts'
import { noSessions, promptOf, straightFamily } from '../../support/straight-family.ts'

/** Bends the straight way, so that every step matters. */
const straight = straightFamily()
const bent = straightFamily({
  denoise: async (request, sessions) =>
    (await straight.denoise({ ...request, sigma: 1 }, sessions)).map(({ dims, data }) =>
      tensor(
        dims,
        data.map((value) => Math.sin(value * 2)),
      ),
    ),
})
const models: ModelAccess = {
  get: () =>
    Promise.resolve({ manifest: { defaults: {} } as ModelManifest, family: bent, sessions: noSessions }),
  upscaler: () => Promise.reject(new Error('no upscaler')),
  interpolator: () => Promise.reject(new Error('no interpolator')),
  scheduler: (id) => (id === unipc.id ? unipc : euler),
  guidance: () => cfg,
}
const { context } = nodeContext(models)
const latent = { tensor: tensor([1, 1, 3, 4, 4]), familyId: 'straight', fps: { num: 8, den: 1 } }
const plain = { scheduler: 'flow-match-euler', config: {}, steps: 6 }
const given = {
  ...{ model: { modelId: 'm' }, positive: [promptOf(0.5)], negative: [promptOf(-0.5)], noise: { seed: 7 } },
  ...{ known: undefined, guider: undefined },
}
const whole = async (schedule: typeof plain & { sigmas?: readonly number[] }) =>
  (
    await sample.run({
      inputs: { ...given, latent, schedule },
      params: { guidance: 3, strength: 1 },
      context,
    })
  ).outputs.latent.tensor

const stage = { guidance: 3, first: 0, last: 0, addsNoise: true, keepsNoise: false }

describe('sampling in stages', () => {
  it('two stages end where one sampling does', async () => {
    const first = await sampleAdvanced.run({
      inputs: { ...given, latent, schedule: plain },
      params: { ...stage, last: 2, keepsNoise: true },
      context,
    })
    const second = await sampleAdvanced.run({
      inputs: { ...given, latent: first.outputs.latent, schedule: plain },
      params: { ...stage, first: 2, addsNoise: false },
      context,
    })
    expect(second.outputs.latent.tensor).toEqual(await whole(plain))
  })

  it('so do two halves of a list of sigmas', async () => {
    const sigmas = [1, 0.9, 0.7, 0.4, 0.2, 0]
    const { high, low } = (await splitSigmas.run({ inputs: { sigmas }, params: { step: 2 }, context }))
      .outputs
    expect([high, low]).toEqual([
      [1, 0.9, 0.7],
      [0.7, 0.4, 0.2, 0],
    ])
    const scheduleOf = async (levels: readonly number[]) =>
      (await scheduleOfSigmas.run({ inputs: { schedule: plain, sigmas: levels }, params: {}, context }))
        .outputs.schedule
    const run = async (levels: readonly number[], from: typeof latent, noise: Partial<typeof stage>) =>
      (
        await sampleAdvanced.run({
          inputs: { ...given, latent: from, schedule: await scheduleOf(levels) },
          params: { ...stage, ...noise },
          context,
        })
      ).outputs.latent
    const half = await run(high, latent, { keepsNoise: true })
    const { tensor: ended } = await run(low, half, { addsNoise: false })
    const once = await whole(await scheduleOf(sigmas))
    ended.data.forEach((value, at) => expect(value).toBeCloseTo(once.data[at]!, 4))
  })

  it('a stage that leaves no noise ends on what it believes in', async () => {
    const { outputs } = await sampleAdvanced.run({
      inputs: { ...given, latent, schedule: plain },
      params: { ...stage, last: 2 },
      context,
    })
    const noisy = normal(7, [1, 1, 3, 4, 4])
    expect(outputs.latent.tensor.data.every(Number.isFinite)).toBe(true)
    expect(outputs.latent.tensor).not.toEqual(noisy)
  })

  it('says when its steps are out of order', async () => {
    const params = { ...stage, first: 4, last: 2 }
    const run = async () =>
      sampleAdvanced.run({ inputs: { ...given, latent, schedule: plain }, params, context })
    await expect(run()).rejects.toMatchObject({ code: 'steps-out-of-order', place: { port: 'last' } })
  })
})

describe('lists of sigmas', () => {
  it('linear-quadratic gives the levels LTX was distilled for', () => {
    const wanted = [1, 0.99375, 0.9875, 0.98125, 0.975, 0.909375, 0.725, 0.421875]
    const made = sigmaList({ curve: 'linear-quadratic', steps: 8, highest: 1, lowest: 0.02 })
    wanted.forEach((sigma, at) => expect(made[at]).toBeCloseTo(sigma, 6))
    expect(made.at(-1)).toBe(0)
  })

  it.each(['karras', 'exponential', 'beta', 'linear', 'linear-quadratic'] as const)(
    '%s falls from step to step',
    (curve) => {
      const made = sigmaList({ curve, steps: 12, highest: 1, lowest: 0.02 })
      expect(made).toHaveLength(13)
      made.slice(1).forEach((sigma, at) => expect(sigma).toBeLessThan(made[at]!))
    },
  )

  it.each([
    ['1, 0.9, 0.95, 0', 'sigmas-not-falling'],
    ['1, high, 0', 'sigmas-not-numbers'],
    ['', 'sigmas-none'],
  ])('%j is told before the run', (levels, code) => {
    const world: InferWorld = { model: () => undefined, installedModels: () => [], asset: () => undefined }
    expect(
      sigmasTyped.infer!({ inputs: {}, params: { levels }, world }).problems!.map((each) => each.code),
    ).toEqual([code])
  })

  it('are turned around without beginning at 0', async () => {
    const { sigmas } = (await flipSigmas.run({ inputs: { sigmas: [1, 0.5, 0] }, params: {}, context }))
      .outputs
    expect(sigmas).toEqual([0.0001, 0.5, 1])
  })
})

describe('the scheduler node', () => {
  const problemsOf = (family: typeof wan, choice: string) => {
    const world: InferWorld = {
      model: () => ({ manifest: {} as ModelManifest, configs: {}, family }),
      installedModels: () => [],
      asset: () => undefined,
    }
    const params = { scheduler: choice, steps: 20 } as never
    return scheduler.infer!({ inputs: { model: { modelId: 'm' } }, params, world }).problems!.map(
      ({ code }) => code,
    )
  }

  it('tells which solvers cannot follow what a model predicts', () => {
    expect(problemsOf(wan, 'unipc-multistep')).toEqual([])
    expect(problemsOf(wan, 'ddim')).toEqual(['scheduler-not-for-model'])
    expect(problemsOf(cogvideox, 'ddim')).toEqual([])
    expect(problemsOf(cogvideox, 'flow-match-euler')).toEqual(['scheduler-not-for-model'])
  })

  it('tells a solver for many kinds of models that this one is a flow, with its shift', async () => {
    const params = { scheduler: 'unipc-multistep', steps: 5, shift: 3 } as const
    const { schedule } = (await scheduler.run({ inputs: { model: { modelId: 'm' } }, params, context }))
      .outputs
    expect(schedule.config).toMatchObject({
      use_flow_sigmas: true,
      prediction_type: 'flow_prediction',
      flow_shift: 3,
    })
  })
})

it('a latent with a mask and a loop comes back from the disk as it was', () => {
  const mask = tensor([1, 1, 3, 4, 4], new Float32Array(48).fill(0.5))
  const value = { ...latent, tensor: normal(1, [1, 1, 3, 4, 4]), circular: true, mask }
  const { json, blobs } = latentSocket.write(value)
  expect(latentSocket.read({ json: JSON.parse(JSON.stringify(json)) as JsonValue, blobs })).toEqual(value)
})
