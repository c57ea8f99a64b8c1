import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { betaQuantile } from '../../models/schedulers/beta-quantile.ts'
import flowEuler from '../../models/schedulers/flow-match-euler.scheduler.ts'
import { linearQuadraticSigmas } from '../../models/schedulers/sigma-curves.ts'
import { flowShiftOf, type SolverLevelConfig } from '../../models/schedulers/solver-levels.ts'
import { tensor } from '../../models/tensor.ts'
import { schedulersByClass } from './scheduler-files.ts'

const numbers = z.array(z.number())
const vectors = z
  .object({
    'beta_ppf_0.6_0.6': z.array(z.tuple([z.number(), z.number()])),
    'linear_quadratic_64_0.025': numbers,
    'linear_quadratic_8_0.025': numbers,
    calculate_shift: z.array(
      z.object({
        image_seq_len: z.number(),
        base_seq_len: z.number(),
        max_seq_len: z.number(),
        base_shift: z.number(),
        max_shift: z.number(),
        mu: z.number(),
      }),
    ),
    fm_euler_per_token: z.object({
      sigmas: numbers,
      per_token_timesteps: z.array(numbers),
      prev_sample: numbers,
    }),
    preset_tables: z.record(
      z.string(),
      z.object({
        scheduler: z.string(),
        config: z.record(z.string(), z.unknown()),
        steps: z.number(),
        sigmas: numbers,
        timesteps: numbers,
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('./scheduler-vectors.json', import.meta.url), 'utf8')))

function expectNear(found: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length)
  const worst = Math.max(...found.map((value, at) => Math.abs(value - (wanted[at] ?? NaN))))
  expect(worst).toBeLessThan(tolerance)
}

it('the beta distribution gives the quantiles of SciPy', () => {
  const table = vectors['beta_ppf_0.6_0.6']
  expectNear(
    table.map(([share]) => betaQuantile(share, 0.6)),
    table.map(([, value]) => value),
    1e-12,
  )
})

it('linear-quadratic levels are those of Mochi and of distilled LTX', () => {
  expectNear(linearQuadraticSigmas(64), vectors['linear_quadratic_64_0.025'], 1e-12)
  expectNear(linearQuadraticSigmas(8), vectors['linear_quadratic_8_0.025'], 1e-12)
})

it('more tokens shift the noise by the μ of diffusers', () => {
  for (const given of vectors.calculate_shift) {
    const { base_shift, max_shift, image_seq_len: sequenceLength } = given
    const config = {
      use_dynamic_shifting: true,
      base_shift,
      max_shift,
      base_image_seq_len: given.base_seq_len,
      max_image_seq_len: given.max_seq_len,
    } as SolverLevelConfig
    expect(Math.log(flowShiftOf(config, { sequenceLength }))).toBeCloseTo(given.mu, 10)
  }
})

it('tokens with noise levels of their own each step to the level below theirs', () => {
  const { sigmas, per_token_timesteps, prev_sample } = vectors.fm_euler_per_token
  const dims = [1, 6, 4]
  const sample = tensor(
    dims,
    Float32Array.from({ length: 24 }, (_, k) => k / 24),
  )
  // diffusers moves along +dt here, so that its callers negate the velocity; ours do not.
  const output = tensor(
    dims,
    sample.data.map((x) => 0.25 - 0.5 * x),
  )
  const schedule = flowEuler.schedule({ config: {}, steps: 5 })
  expectNear(schedule.sigmas, sigmas, 1e-7)
  const tokenTimesteps = tensor([1, 6], Float32Array.from(per_token_timesteps.flat()))
  const stepped = flowEuler.step({ schedule, index: 1, sample, output, tokenTimesteps })
  expectNear([...stepped.sample.data], prev_sample, 2e-7)
})

describe('models run at the levels of their own pipelines', async () => {
  const schedulers = await schedulersByClass()
  it.each(Object.entries(vectors.preset_tables))(
    '%s',
    (_, { scheduler, config, steps, sigmas, timesteps }) => {
      // diffusers' Hunyuan pipelines pass even sigmas, so that the static shift acts once.
      const isHunyuan = scheduler === 'FlowMatchEulerDiscreteScheduler'
      const given = isHunyuan ? Array.from({ length: steps }, (_, at) => 1 - at / steps) : undefined
      const made = schedulers.get(scheduler)?.schedule({ config, steps, sigmas: given })
      expectNear(made?.sigmas ?? [], sigmas, 1e-6)
      expectNear(made?.timesteps ?? [], timesteps, 1e-3)
    },
  )
})
