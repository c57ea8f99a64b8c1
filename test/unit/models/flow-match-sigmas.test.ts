import { describe, expect, it } from 'vitest'
import { betaQuantile } from '../../../models/schedulers/beta-quantile.ts'
import euler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import { flowMatchSigmas } from '../../../models/schedulers/flow-match-sigmas.ts'

describe('sigmas of flow matching', () => {
  it('are shifted twice when the scheduler makes them, once when they are given', () => {
    const own = flowMatchSigmas({ config: { shift: 3 }, steps: 5 })
    expectClose(own, [1, 0.9004, 0.7511, 0.503, 0.0089], 1e-4)
    const given = flowMatchSigmas({ config: { shift: 3 }, steps: 2, sigmas: [1, 0.5] })
    expectClose(given, [1, 0.75], 1e-7)
  })

  it('follow the sequence length from the base shift to the largest', () => {
    const config = { use_dynamic_shifting: true }
    const middle = (sequenceLength: number) =>
      flowMatchSigmas({ config, steps: 2, sigmas: [1, 0.5], sequenceLength })[1]!
    expect(middle(256)).toBeCloseTo(Math.exp(0.5) / (Math.exp(0.5) + 1), 6)
    expect(middle(4096)).toBeCloseTo(Math.exp(1.15) / (Math.exp(1.15) + 1), 6)
  })

  it('end at the terminal of the config', () => {
    const sigmas = flowMatchSigmas({ config: { shift_terminal: 0.1 }, steps: 8 })
    expect(sigmas.at(-1)).toBeCloseTo(0.1, 6)
  })

  it('go the other way round for models that count up', () => {
    const { sigmas, timesteps } = euler.schedule({
      config: { invert_sigmas: true },
      steps: 2,
      sigmas: [1, 0.5],
    })
    expect(sigmas).toEqual([0, 0.5, 1])
    expect(timesteps).toEqual([0, 500])
  })

  it('name the key of a config that has the wrong type', () => {
    expect(() => flowMatchSigmas({ config: { shift: 'three' }, steps: 2 })).toThrow(/shift/)
  })
})

describe('the quantile of the Beta(0.6, 0.6) distribution', () => {
  it.each([
    [0.001, 1.855873851745199e-5],
    [0.1, 0.03958440558878085],
    [0.3333333333333333, 0.2754132907776234],
    [0.5, 0.5],
    [0.75, 0.824319621347305],
    [0.999, 0.9999814412614826],
  ])('at %d is the one of scipy', (p, wanted) => expect(betaQuantile(p, 0.6)).toBeCloseTo(wanted, 10))
})

function expectClose(given: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(given).toHaveLength(wanted.length)
  given.forEach((value, index) => expect(Math.abs(value - wanted[index]!)).toBeLessThan(tolerance))
}
