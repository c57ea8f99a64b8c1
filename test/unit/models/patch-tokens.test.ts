import { expect, it } from 'vitest'
import { tokenLayout } from '../../../models/patch-tokens.ts'
import { tensor } from '../../../models/tensor.ts'

/** Two channels, two frames, 2×4 places: the value tells where it came from as c t y x. */
const latent = tensor(
  [1, 2, 2, 2, 4],
  Float32Array.from({ length: 32 }, (_, i) => {
    const [c, t, y, x] = [Math.floor(i / 16), Math.floor(i / 8) % 2, Math.floor(i / 4) % 2, i % 4]
    return c * 1000 + t * 100 + y * 10 + x
  }),
)

it('tokens go by time, row and column and hold channel, dy, dx', () => {
  const tokens = tokenLayout(latent.dims, 2).pack(latent)
  expect(tokens.dims).toEqual([1, 4, 8])
  expect([...tokens.data.slice(0, 8)]).toEqual([0, 1, 10, 11, 1000, 1001, 1010, 1011])
  expect([...tokens.data.slice(8, 16)]).toEqual([2, 3, 12, 13, 1002, 1003, 1012, 1013])
  expect([...tokens.data.slice(16, 18)]).toEqual([100, 101])
})

it.each([1, 2])('tokens of side %d become the latent they came from', (patch) => {
  const layout = tokenLayout(latent.dims, patch)
  expect(layout.unpack(layout.pack(latent))).toEqual(latent)
})

it('places count in tokens', () => {
  const { dims, data } = tokenLayout(latent.dims, 2).positions()
  expect(dims).toEqual([4, 3])
  expect([...data]).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1])
})
