import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { GuidanceMemory } from '../../models/define-guidance.ts'
import apg from '../../models/guidance/apg.guidance.ts'
import { deviation } from '../../models/guidance/batch-items.ts'
import dynamic from '../../models/guidance/cfg-dynamic.guidance.ts'
import interval from '../../models/guidance/cfg-interval.guidance.ts'
import rescale from '../../models/guidance/cfg-rescale.guidance.ts'
import schedule from '../../models/guidance/cfg-schedule.guidance.ts'
import zeroStar, { nearestFactor } from '../../models/guidance/cfg-zero-star.guidance.ts'
import cfg from '../../models/guidance/cfg.guidance.ts'
import dual from '../../models/guidance/dual-cfg.guidance.ts'
import perpNeg from '../../models/guidance/perp-neg.guidance.ts'
import { tensor, type Tensor } from '../../models/tensor.ts'

const numbers = z.array(z.number())
/** Made with PyTorch: c = k/24 + 0.1, u = (23 − k)/24 − 0.3, shape (1, 2, 3, 4), scale 5 (models-facts, section 7). */
const vectors = z
  .object({
    cfg: numbers,
    cfg_rescale_0_7: numbers,
    cfg_zero_star_alpha: z.number(),
    cfg_zero_star: numbers,
    std_c: z.number(),
    std_cfg: z.number(),
  })
  .parse(JSON.parse(readFileSync(new URL('./guidance-vectors.json', import.meta.url), 'utf8')))

const made = (value: (k: number) => number) =>
  tensor(
    [1, 2, 3, 4],
    Float32Array.from({ length: 24 }, (_, k) => value(k)),
  )
const positive = made((k) => k / 24 + 0.1)
const negative = made((k) => (23 - k) / 24 - 0.3)
const request = { positive, negative, scale: 5 }

function expectNear(found: Tensor, wanted: readonly number[] | Float32Array, tolerance = 2e-6): void {
  expect(found.dims).toEqual(positive.dims)
  const worst = Math.max(...found.data.map((value, at) => Math.abs(value - (wanted[at] ?? NaN))))
  expect(worst).toBeLessThan(tolerance)
}

it('CFG gives the numbers of PyTorch', () => {
  expectNear(cfg.guide(request), vectors.cfg)
})

it('CFG rescale gives the numbers of diffusers', () => {
  expect(deviation(positive.data)).toBeCloseTo(vectors.std_c, 6)
  expect(deviation(cfg.guide(request).data)).toBeCloseTo(vectors.std_cfg, 5)
  expectNear(rescale.guide({ ...request, options: { rescale: 0.7 } }), vectors.cfg_rescale_0_7)
})

it('CFG rescale of 0 is CFG', () => {
  expectNear(rescale.guide({ ...request, options: { rescale: 0 } }), vectors.cfg)
})

it('CFG-Zero* gives the numbers of diffusers', () => {
  expect(nearestFactor(positive.data, negative.data)).toBeCloseTo(vectors.cfg_zero_star_alpha, 6)
  expectNear(zeroStar.guide(request), vectors.cfg_zero_star)
})

it('CFG-Zero* stands still for the first 4 % of the rows and needs no negative answer there', () => {
  const still = { index: 1, rows: 50, sigma: 0.98 }
  expectNear(zeroStar.guide({ ...request, at: still }), new Float32Array(24))
  expect(zeroStar.needsNegative(5, still)).toBe(false)
  expect(zeroStar.needsNegative(5, { ...still, index: 2 })).toBe(true)
})

it('CFG within an interval is CFG inside and the positive answer outside', () => {
  const options = { lowest: 0.3, highest: 0.8 }
  const inside = { index: 5, rows: 10, sigma: 0.5 }
  const outside = { ...inside, sigma: 0.9 }
  expectNear(interval.guide({ ...request, at: inside, options }), vectors.cfg)
  expectNear(interval.guide({ ...request, at: outside, options }), positive.data)
  expect(interval.needsNegative(5, outside, options)).toBe(false)
  expect(interval.needsNegative(5, inside, options)).toBe(true)
})

it('APG with its whole parallel part and no limit is CFG', () => {
  expectNear(apg.guide({ ...request, options: { parallel: 1 } }), vectors.cfg)
})

it('APG moves only across the positive answer, and no farther than allowed', () => {
  const moved = (options: Record<string, number>) => {
    const { data } = apg.guide({ ...request, scale: 2, options })
    return data.map((value, at) => value - (positive.data[at] ?? 0))
  }
  const length = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0))
  const free = moved({ parallel: 0 })
  const along = free.reduce((sum, value, at) => sum + value * (positive.data[at] ?? 0), 0)
  expect(Math.abs(along)).toBeLessThan(1e-5)
  expect(length(moved({ parallel: 0, longest: 0.5 }))).toBeLessThan(0.5)
})

it('APG takes back by its momentum what the row before has done', () => {
  const options = { parallel: 1, momentum: -0.5 }
  const memory: GuidanceMemory = apg.remember?.({ ...request, options })
  const once = cfg.guide({ ...request, scale: 3 }).data
  expectNear(apg.guide({ ...request, options, memory }), once)
})

it('dynamic CFG grows from none at the first row to all at the end', () => {
  const at = (index: number) => ({ index, rows: 50, sigma: 1 })
  expect(dynamic.needsNegative(6, at(0))).toBe(false)
  expectNear(dynamic.guide({ ...request, at: at(0) }), positive.data)
  // 1 + 4 · (1 − cos(π · 1⁵)) / 2 = 5
  expectNear(dynamic.guide({ ...request, scale: 4, at: at(50) }), vectors.cfg)
})

it('a list of scales is stretched over the run', () => {
  const options = { scales: [1, 5] }
  const at = (index: number) => ({ index, rows: 8, sigma: 1 })
  expect(schedule.needsNegative(9, at(3), options)).toBe(false)
  expectNear(schedule.guide({ ...request, scale: 9, at: at(3), options }), positive.data)
  expectNear(schedule.guide({ ...request, scale: 9, at: at(4), options }), vectors.cfg)
})

it('dual CFG with the same scale for text and image is CFG', () => {
  const imageOnly = made((k) => Math.sin(k))
  const same = dual.guide({ ...request, extra: { imageOnly }, options: { imageScale: 5 } })
  expectNear(same, vectors.cfg)
  const imageAlone = dual.guide({ ...request, scale: 0, extra: { imageOnly }, options: { imageScale: 1 } })
  expectNear(imageAlone, imageOnly.data)
})

it('a negative prompt that says what the prompt says takes nothing away', () => {
  const empty = made((k) => Math.cos(k))
  const alike = perpNeg.guide({ positive, negative: positive, scale: 5, extra: { empty } })
  expectNear(alike, cfg.guide({ positive, negative: empty, scale: 5 }).data, 1e-5)
})
