import { expect, it } from 'vitest'
import { rotaryPositions } from '../../../models/families/rotary-positions.ts'
import type { Tensor } from '../../../models/tensor.ts'

/** Each number counted by its place, so that none can stand where another belongs. */
function weightedSum({ data }: Tensor): number {
  return data.reduce((sum, value, at) => sum + (value * (at % 97)) / 97, 0)
}

interface Case {
  readonly name: string
  readonly grid: readonly [number, number, number]
  readonly base: readonly [number, number]
  readonly headDim: number
  readonly cosines: number
  readonly sines: number
}

/** Sums of diffusers' procedure, written anew in numpy float64 (linspace, outer, repeat). */
const cases: readonly Case[] = [
  {
    name: 'as trained',
    grid: [2, 30, 45],
    base: [30, 45],
    headDim: 64,
    cosines: 122429.45276,
    sines: 12333.08124,
  },
  { name: 'a square', grid: [2, 3, 3], base: [30, 45], headDim: 16, cosines: 199.93419, sines: 33.61168 },
  {
    name: 'tall, from half a place',
    grid: [3, 5, 2],
    base: [30, 45],
    headDim: 16,
    cosines: 317.50392,
    sines: 56.06676,
  },
  { name: 'wide', grid: [2, 2, 7], base: [30, 45], headDim: 16, cosines: 322.22823, sines: 54.17334 },
  { name: 'one row', grid: [1, 1, 4], base: [4, 6], headDim: 16, cosines: 51.98586, sines: 2.0376 },
]

it.each(cases)('a CogVideoX grid, $name, has the angles of diffusers', ({ grid, base, headDim, ...sums }) => {
  const [frames, rows, columns] = grid
  const size = { frames, rows, columns, headDim, base: { rows: base[0], columns: base[1] } }
  const { cos, sin } = rotaryPositions(size)
  expect(cos.dims).toEqual([frames * rows * columns, headDim])
  expect(cos.data.reduce((sum, value) => sum + value, 0)).toBeCloseTo(sums.cosines, 2)
  expect(weightedSum(sin)).toBeCloseTo(sums.sines, 2)
})
