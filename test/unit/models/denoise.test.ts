import { describe, expect, it } from 'vitest'
import { denoise, SampleNotFinite } from '../../../models/denoise.ts'
import type { DenoiseInput } from '../../../models/denoise-input.ts'
import cfg from '../../../models/guidance/cfg.guidance.ts'
import { normal } from '../../../models/random.ts'
import euler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import heun from '../../../models/schedulers/flow-match-heun.scheduler.ts'
import { tensor, type Tensor } from '../../../models/tensor.ts'
import { noSessions, promptOf, straightFamily } from '../../support/straight-family.ts'

const noise = normal(3, [1, 1, 4, 2, 2])
const base: DenoiseInput = {
  family: straightFamily(),
  sessions: noSessions,
  scheduler: euler,
  schedule: euler.schedule({ config: {}, steps: 6 }),
  sample: noise,
  baseNoise: noise,
  positive: [promptOf(0.5)],
  negative: [promptOf(-1)],
  guidance: cfg,
  scale: 1,
}

async function run(change: Partial<DenoiseInput>): Promise<Tensor> {
  let last = noise
  for await (const step of denoise({ ...base, ...change })) last = step.sample
  return last
}

describe('denoising', () => {
  it.each([euler, heun])('with $id ends where the prompt says', async (scheduler) => {
    const schedule = scheduler.schedule({ config: { shift: 3 }, steps: 6 })
    expectAll(await run({ scheduler, schedule }), 0.5)
  })

  it('goes past the prompt, away from the negative one, with guidance', async () => {
    expectAll(await run({ scale: 3 }), -1 + 3 * 1.5)
  })

  it('mixes prompts by their weight', async () => {
    expectAll(await run({ positive: [promptOf(1, { weight: 3 }), promptOf(0)] }), 0.75)
  })

  it('follows each prompt in its part of the schedule', async () => {
    expectAll(await run({ positive: [promptOf(1, { to: 0.5 }), promptOf(0.25, { from: 0.5 })] }), 0.25)
  })

  it('shows at every step the clean sample it believes in', async () => {
    for await (const step of denoise(base)) expectAll(step.clean(), 0.5)
  })

  it.each(['mask', 'replacement'] as const)('keeps known frames as they are (%s)', async (knownFrames) => {
    const latent = tensor([1, 1, 1, 2, 2], Float32Array.of(7, 7, 7, 7))
    const { data } = await run({
      family: straightFamily({ knownFrames: () => knownFrames }),
      known: [{ latent, at: 2 }],
    })
    expect([...data.slice(8, 12)]).toEqual([7, 7, 7, 7])
    expectAll(tensor([8], data.slice(0, 8)), 0.5)
  })

  it('shows a replacing family known frames with the noise of the step', async () => {
    const seen: number[] = []
    const family = straightFamily({
      knownFrames: () => 'replacement',
      denoise: (request) => {
        seen.push(request.sample.data[8]! - request.sigma * noise.data[8]!)
        return straightFamily().denoise(request, noSessions)
      },
    })
    const latent = tensor([1, 1, 1, 2, 2], Float32Array.of(7, 7, 7, 7))
    await run({ family, known: [{ latent, at: 2 }] })
    base.schedule.sigmas
      .slice(0, 6)
      .forEach((sigma, step) => expect(seen[step]).toBeCloseTo(7 * (1 - sigma), 5))
  })

  it('starts in the middle for video to video', async () => {
    const rows: number[] = []
    for await (const { index } of denoise({ ...base, firstRow: 4 })) rows.push(index)
    expect(rows).toEqual([4, 5])
  })

  it('says at which step the model answered with NaN', async () => {
    let calls = 0
    const family = straightFamily({
      denoise: (request) => {
        calls += 1
        const answer = tensor(request.sample.dims)
        return Promise.resolve([calls === 3 ? tensor(answer.dims, answer.data.fill(NaN)) : answer])
      },
    })
    await expect(run({ family })).rejects.toEqual(new SampleNotFinite(3))
  })
})

function expectAll({ data }: Tensor, wanted: number): void {
  for (const value of data) expect(value).toBeCloseTo(wanted, 4)
}
