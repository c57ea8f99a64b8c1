import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Scheduler } from '../../../models/define-scheduler.ts'
import cfg from '../../../models/guidance/cfg.guidance.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import { tensor } from '../../../models/tensor.ts'
import type { StoredValue } from '../../../nodes/define-socket.ts'
import type { CheckpointAccess, ModelAccess } from '../../../nodes/run-context.ts'
import sample from '../../../nodes/sampling/sample.node.ts'
import { nodeContext } from '../../support/node-context.ts'
import { noSessions, promptOf, straightFamily } from '../../support/straight-family.ts'

const schedulersFolder = path.resolve(import.meta.dirname, '../../../models/schedulers')
const schedulers = await Promise.all(
  readdirSync(schedulersFolder)
    .filter((file) => file.endsWith('.scheduler.ts'))
    .map(
      async (file) => ((await import(path.join(schedulersFolder, file))) as { default: Scheduler }).default,
    ),
)

/** Bends the straight way, so that what a solver remembers matters. */
const straight = straightFamily()
const bent = straightFamily({
  denoise: async (request, sessions) => {
    const answers = await straight.denoise({ ...request, sigma: 1 }, sessions)
    return answers.map(({ dims, data }) =>
      tensor(
        dims,
        data.map((value) => Math.sin(value * 2)),
      ),
    )
  },
})

function modelsOf(scheduler: Scheduler): ModelAccess {
  return {
    get: () => Promise.resolve({ manifest: {} as ModelManifest, family: bent, sessions: noSessions }),
    upscaler: () => Promise.reject(new Error('no upscaler')),
    interpolator: () => Promise.reject(new Error('no interpolator')),
    scheduler: () => scheduler,
    guidance: () => cfg,
  }
}

/** Keeps every checkpoint as bytes, as the disk would. */
function kept() {
  const states = new Map<number, StoredValue>()
  const checkpoint = (restored?: StoredValue): CheckpointAccess => ({
    restore: () => Promise.resolve(restored),
    offer: (step, make) => void states.set(step, structuredClone(make())),
  })
  return { states, checkpoint }
}

function inputsFor(scheduler: string, steps = 5) {
  return {
    ...{ model: { modelId: 'straight' }, positive: [promptOf(0.5)], negative: [promptOf(-0.5)] },
    latent: { tensor: tensor([1, 1, 3, 4, 4]), familyId: 'straight', fps: { num: 8, den: 1 } },
    ...{
      noise: { seed: 7 },
      schedule: { scheduler, config: {}, steps },
      known: undefined,
      guider: undefined,
    },
  }
}
const params = { guidance: 3, strength: 1 }

async function run(scheduler: Scheduler, checkpoint: CheckpointAccess, steps?: number) {
  const { context, progress } = nodeContext(modelsOf(scheduler), [], checkpoint)
  const { outputs } = await sample.run({ inputs: inputsFor(scheduler.id, steps), params, context })
  return { data: outputs.latent.tensor.data, progress }
}

describe('a sampling that goes on from a checkpoint', () => {
  it.each(schedulers)('with $id ends bit for bit where an undisturbed one does', async (scheduler) => {
    const { states, checkpoint } = kept()
    const undisturbed = await run(scheduler, checkpoint())
    expect(states.size).toBeGreaterThan(1)
    for (const state of states.values()) {
      const resumed = await run(scheduler, kept().checkpoint(state))
      expect(resumed.data).toEqual(undisturbed.data)
    }
  })

  it('tells its progress from where it goes on', async () => {
    const [euler] = schedulers.filter(({ id }) => id === 'flow-match-euler')
    const { states, checkpoint } = kept()
    await run(euler!, checkpoint())
    const { progress } = await run(euler!, kept().checkpoint(states.get(3)))
    expect(progress).toEqual([
      [4, 5],
      [5, 5],
    ])
  })

  it('does not go on from work that was cut into parts', async () => {
    const [euler] = schedulers.filter(({ id }) => id === 'flow-match-euler')
    const parts = { json: { kind: 'parts', base: 1, steps: 1, done: [] }, blobs: [] }
    await expect(run(euler!, kept().checkpoint(parts))).rejects.toMatchObject({ code: 'fork-other-size' })
  })

  it('under a longer schedule goes on at the row whose noise level is nearest', async () => {
    const [euler] = schedulers.filter(({ id }) => id === 'flow-match-euler')
    const { states, checkpoint } = kept()
    await run(euler!, checkpoint())
    const { progress } = await run(euler!, kept().checkpoint(states.get(3)), 10)
    // Timestep 250 of 1000, 750, 500, 250, 1 is nearest to 223, the eighth of ten.
    expect(progress.at(0)).toEqual([8, 10])
  })
})
