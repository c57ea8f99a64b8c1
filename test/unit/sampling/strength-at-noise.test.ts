import { expect, it } from 'vitest'
import type { Scheduler } from '../../../models/define-scheduler.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import ddim from '../../../models/schedulers/ddim.scheduler.ts'
import euler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import heun from '../../../models/schedulers/flow-match-heun.scheduler.ts'
import { firstRowOf } from '../../../nodes/sampling/sampling-schedule.ts'
import { strengthAtNoise } from '../../../nodes/sampling/strength-at-noise.ts'
import { nodeContext } from '../../support/node-context.ts'
import { noSessions, straightFamily } from '../../support/straight-family.ts'

const family = straightFamily({
  startSigmas: (steps) => Array.from({ length: steps }, (_, at) => 1 - at / steps),
})
const loaded = { manifest: {} as ModelManifest, family, sessions: noSessions }

/** Noise level of the row a remix of this much noise begins at. */
function begins(
  noiseShare: number,
  config: Record<string, unknown>,
  { scheduler = euler, steps = 50 }: { scheduler?: Scheduler; steps?: number } = {},
): number {
  const { context } = nodeContext({
    get: () => Promise.resolve(loaded),
    upscaler: () => Promise.reject(new Error('no upscaler')),
    interpolator: () => Promise.reject(new Error('no interpolator')),
    scheduler: () => scheduler,
    guidance: () => {
      throw new Error('no guidance')
    },
  })
  const schedule = { scheduler: scheduler.id, config, steps }
  const strength = strengthAtNoise({ model: loaded, schedule, dims: [1, 1, 1, 2, 2], noiseShare }, context)
  return firstRowOf(scheduler, steps, strength)
}

it('the same amount of noise is fewer steps where the noise levels fall late', () => {
  expect(begins(0.75, { shift: 1 })).toBe(13)
  expect(begins(0.42, { shift: 1 })).toBe(29)
  // 5σ / (1 + 4σ) falls to 0.75 at σ = 0.375.
  expect(begins(0.75, { shift: 5 })).toBe(32)
})

it('is found for solvers that count noise another way', () => {
  const config = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' }
  const [little, more] = [begins(0.5, config, { scheduler: ddim }), begins(0.75, config, { scheduler: ddim })]
  expect(little).toBeGreaterThan(more)
  expect(more).toBeGreaterThan(0)
  expect(little).toBeLessThan(50)
})

it('all noise is all steps, none is none', () => {
  expect(begins(1, { shift: 1 })).toBe(0)
  expect(begins(0, { shift: 1 })).toBe(50)
})

it.each([
  ['a solver of one row a step', euler, 1],
  ['a solver of two', heun, 2],
])('a few steps are at least the last one, with %s', (_, scheduler, rows) => {
  for (const steps of [1, 2, 4]) {
    expect(begins(0.75, { shift: 8 }, { scheduler, steps })).toBe((steps - 1) * rows)
    expect(begins(0, { shift: 8 }, { scheduler, steps })).toBe(steps * rows)
  }
})
