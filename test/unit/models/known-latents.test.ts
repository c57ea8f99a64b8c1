import { describe, expect, it } from 'vitest'
import { overlappingLatent, placeKnown, withKnown } from '../../../models/known-latents.ts'
import { tensor } from '../../../models/tensor.ts'

const of17 = { total: 17, stride: 4 }

describe('given frames find their latents', () => {
  it('a picture at the start is the first latent, exactly', () => {
    expect(placeKnown({ ...of17, length: 1, at: 0 })).toMatchObject({
      ...{ start: 0, count: 1, repeatFirst: 0, dropLatents: 0, latentAt: 0, latentCount: 1, soft: false },
    })
  })

  it('a picture at the end fills the last group with itself', () => {
    expect(placeKnown({ ...of17, length: 1, at: 'end' })).toMatchObject({
      ...{ repeatFirst: 4, dropLatents: 1, latentAt: 4, soft: true },
    })
  })

  it('a picture at frame 5 belongs to the second group', () => {
    expect(placeKnown({ ...of17, length: 1, at: 5 })?.latentAt).toBe(2)
  })

  it('of a clip to go on from, the last 4n + 1 frames count', () => {
    expect(placeKnown({ ...of17, length: 11, at: 0 })).toMatchObject({ start: 2, count: 9, latentCount: 3 })
  })

  it('a clip at the end is cut to whole groups with its first frame doubled', () => {
    expect(placeKnown({ ...of17, length: 6, at: 'end' })).toMatchObject({
      ...{ start: 2, count: 4, repeatFirst: 1, dropLatents: 1, latentAt: 4, latentCount: 1 },
    })
  })

  it('frames past the end, or too few for a group, have no place', () => {
    expect(placeKnown({ ...of17, length: 1, at: 17 })).toBeUndefined()
    expect(placeKnown({ ...of17, length: 3, at: 6 })).toBeUndefined()
  })
})

describe('known latents', () => {
  const sample = tensor([1, 1, 3, 1, 1], Float32Array.of(1, 2, 3))
  const seven = tensor([1, 1, 1, 1, 1], Float32Array.of(7))

  it('are written over the sample, which stays as it was', () => {
    expect([...withKnown(sample, [{ latent: seven, at: 1 }]).data]).toEqual([1, 7, 3])
    expect([...sample.data]).toEqual([1, 2, 3])
  })

  it('that are soft leave the sample free', () => {
    expect([...withKnown(sample, [{ latent: seven, at: 1, soft: true }]).data]).toEqual([1, 2, 3])
  })

  it('must not claim one place twice', () => {
    expect(
      overlappingLatent([
        { latent: sample, at: 0 },
        { latent: seven, at: 2 },
      ]),
    ).toBe(2)
    expect(
      overlappingLatent([
        { latent: seven, at: 0 },
        { latent: seven, at: 1 },
      ]),
    ).toBeUndefined()
  })
})
