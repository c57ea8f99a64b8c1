import { describe, expect, it } from 'vitest'
import { denoise } from '../../../models/denoise.ts'
import type { DenoiseInput } from '../../../models/denoise-input.ts'
import type { DenoiseRequest } from '../../../models/define-family.ts'
import cfg from '../../../models/guidance/cfg.guidance.ts'
import dualCfg from '../../../models/guidance/dual-cfg.guidance.ts'
import perpNeg from '../../../models/guidance/perp-neg.guidance.ts'
import { normal } from '../../../models/random.ts'
import euler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import { tensor, type Tensor } from '../../../models/tensor.ts'
import { noSessions, promptOf, straightFamily } from '../../support/straight-family.ts'

const noise = normal(3, [1, 1, 8, 2, 2])
const straight = straightFamily()
const base: DenoiseInput = {
  ...{ family: straight, sessions: noSessions, scheduler: euler, sample: noise, baseNoise: noise },
  schedule: euler.schedule({ config: {}, steps: 10 }),
  ...{ positive: [promptOf(0.5)], negative: [promptOf(-1)], guidance: cfg, scale: 1 },
}

async function run(
  change: Partial<DenoiseInput>,
): Promise<{ last: Tensor; asked: readonly DenoiseRequest[] }> {
  const asked: DenoiseRequest[] = []
  const family = change.family ?? straight
  const watched = {
    ...family,
    denoise: (request: DenoiseRequest) => {
      asked.push(request)
      return family.denoise(request, noSessions)
    },
  }
  let last = noise
  for await (const step of denoise({ ...base, ...change, family: watched })) last = step.sample
  return { last, asked }
}

const frame = ({ data }: Tensor, at: number) => [...data.slice(at * 4, at * 4 + 4)]
const windows = { length: 4, overlap: 2, schedule: 'uniform', weights: 'pyramid' } as const

describe('a clip longer than the model sees', () => {
  it('ends where the prompt says, and never shows the model more than a window', async () => {
    const { last, asked } = await run({ windows })
    for (const value of last.data) expect(value).toBeCloseTo(0.5, 4)
    expect(new Set(asked.map(({ sample }) => sample.dims[2]))).toEqual(new Set([4]))
    expect(asked.some(({ isInside }) => isInside)).toBe(true)
  })

  it('keeps known frames at their places in every window', async () => {
    const latent = tensor([1, 1, 1, 2, 2], Float32Array.of(7, 7, 7, 7))
    const { last, asked } = await run({ windows, known: [{ latent, at: 6 }] })
    expect(frame(last, 6)).toEqual([7, 7, 7, 7])
    for (const { sample, known } of asked)
      for (const { at } of known) expect(frame(sample, at)).toEqual([7, 7, 7, 7])
    expect(asked.some(({ known }) => known.length === 1)).toBe(true)
  })

  it('follows a prompt in its part of the video and fades to the next', async () => {
    const spoken = (start: number, end: number, fade: number) => ({ span: { start, end, fade } })
    const positive = [promptOf(1, spoken(-1, 0.5, 0.25)), promptOf(0, spoken(0.5, 2, 0.25))]
    const { last } = await run({ positive })
    expect(frame(last, 0)[0]).toBeCloseTo(1, 4)
    expect(frame(last, 7)[0]).toBeCloseTo(0, 4)
    expect(frame(last, 3)[0]!).toBeGreaterThan(frame(last, 4)[0]!)
    expect(frame(last, 3)[0]!).toBeLessThan(1)
  })
})

describe('a loop', () => {
  it('begins at another frame at every step, and all of it is inside', async () => {
    const { last, asked } = await run({ circular: true })
    for (const value of last.data) expect(value).toBeCloseTo(0.5, 4)
    expect(asked.every(({ isInside }) => isInside)).toBe(true)
    expect(frame(asked[0]!.sample, 0)).toEqual(frame(noise, 0))
  })
})

describe('a part that is painted anew', () => {
  it('changes and the rest stays exactly as it was', async () => {
    const source = tensor(noise.dims, new Float32Array(32).fill(9))
    const mask = tensor(
      [1, 1, 8, 2, 2],
      Float32Array.from({ length: 32 }, (_, at) => at % 2),
    )
    const { last } = await run({ repaint: { source, mask } })
    last.data.forEach((value, at) => expect(value).toBeCloseTo(at % 2 === 1 ? 0.5 : 9, 4))
  })
})

describe('step reuse', () => {
  it('asks the model less often the higher its threshold, and hardly changes what comes out', async () => {
    const counts: number[] = []
    for (const threshold of [0, 0.5, 5]) {
      const { last, asked } = await run({ reuse: { threshold, from: 0, to: 1 } })
      counts.push(asked.length)
      for (const value of last.data) expect(Math.abs(value - 0.5)).toBeLessThan(0.6)
    }
    expect(counts[0]).toBe(10)
    expect(counts[2]!).toBeLessThan(counts[0]!)
    expect(counts[1]!).toBeGreaterThanOrEqual(counts[2]!)
  })
})

describe('weak known frames', () => {
  it('are let go after their share of the steps', async () => {
    const latent = tensor([1, 1, 1, 2, 2], Float32Array.of(7, 7, 7, 7))
    const { asked } = await run({ known: [{ latent, at: 0, until: 0.5 }] })
    expect(asked.map(({ known }) => known.length)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
  })

  it('get the noise of the others when they are let go', async () => {
    const latent = tensor([1, 1, 1, 2, 2], Float32Array.of(7, 7, 7, 7))
    const { asked } = await run({ known: [{ latent, at: 0, until: 0.5 }] })
    expect(frame(asked[4]!.sample, 0)).toEqual([7, 7, 7, 7])
    const { sigma, sample } = asked[5]!
    frame(sample, 0).forEach((value, at) =>
      expect(value).toBeCloseTo((1 - sigma) * 7 + sigma * noise.data[at]!, 4),
    )
  })
})

describe('guidance with more answers', () => {
  it('asks text and image apart: the negative answer sees no known frames', async () => {
    const latent = tensor([1, 1, 1, 2, 2], Float32Array.of(7, 7, 7, 7))
    const { asked } = await run({ guidance: dualCfg, scale: 3, known: [{ latent, at: 0 }] })
    const [seeing, blind] = [asked[0]!, asked[1]!]
    expect([seeing.conditionings.length, seeing.known.length]).toEqual([2, 1])
    expect([blind.conditionings.length, blind.known.length]).toEqual([1, 0])
  })

  it('asks for nothing at all where a guidance measures from there', async () => {
    const { asked } = await run({ guidance: perpNeg, scale: 3, empty: [promptOf(0)] })
    expect(asked[0]!.conditionings).toHaveLength(3)
  })

  it('asks one after another when memory is short, and answers the same', async () => {
    const together = await run({ scale: 3, passes: 'together' })
    const apart = await run({ scale: 3, passes: 'apart' })
    expect(apart.asked.length).toBe(2 * together.asked.length)
    expect(apart.last).toEqual(together.last)
  })
})
