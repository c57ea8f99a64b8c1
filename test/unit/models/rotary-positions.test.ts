import { expect, it } from 'vitest'
import { rotaryPositions } from '../../../models/families/rotary-positions.ts'
import type { Tensor } from '../../../models/tensor.ts'

/** Each number counted by its place, so that none can stand where another belongs. */
function weightedSum({ data }: Tensor): number {
  return data.reduce((sum, value, at) => sum + (value * (at % 97)) / 97, 0)
}

/** Sums of diffusers' procedure, written anew in numpy float64 (linspace, outer, repeat). */
it.each([
  ['as trained', [2, 30, 45], [30, 45], 64, 122429.45276, 12333.08124],
  ['a square, its columns in the middle', [2, 3, 3], [30, 45], 16, 199.93419, 33.61168],
  ['tall, beginning at half a place', [3, 5, 2], [30, 45], 16, 317.50392, 56.06676],
  ['wide, its rows in the middle', [2, 2, 7], [30, 45], 16, 322.22823, 54.17334],
  ['one row', [1, 1, 4], [4, 6], 16, 51.98586, 2.0376],
] as const)('a CogVideoX grid %s has the angles of diffusers', (_, grid, base, headDim, cosines, sines) => {
  const [frames, rows, columns] = grid
  const { cos, sin } = rotaryPositions({
    ...{ frames, rows, columns, headDim },
    base: { rows: base[0], columns: base[1] },
  })
  expect(cos.dims).toEqual([frames * rows * columns, headDim])
  expect(cos.data.reduce((sum, value) => sum + value, 0)).toBeCloseTo(cosines, 2)
  expect(weightedSum(sin)).toBeCloseTo(sines, 2)
})
