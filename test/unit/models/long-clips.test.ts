import { describe, expect, it } from 'vitest'
import { fillOrder } from '../../../models/fill-order.ts'
import { sliceFrames } from '../../../models/frame-axis.ts'
import { anchored, channelLook } from '../../../models/latent-anchor.ts'
import { startNoise } from '../../../models/noise-layout.ts'
import { morphedBetween } from '../../../models/morph-latents.ts'
import { normal } from '../../../models/random.ts'
import { mapTensor } from '../../../models/tensor-math.ts'
import { tensor } from '../../../models/tensor.ts'

const given = (total: number, ...places: number[]) =>
  Array.from({ length: total }, (_, at) => places.includes(at))

describe('a long clip made in pieces', () => {
  it('is one piece when the model can make it at once, and none when all is given', () => {
    expect(fillOrder({ given: given(5, 0), length: 5, overlap: 2, backwards: false })).toEqual([
      { start: 0, count: 5 },
    ])
    expect(fillOrder({ given: [true, true], length: 5, overlap: 2, backwards: false })).toEqual([])
  })

  it('goes forward from what is given, each piece seeing the end of the one before', () => {
    const pieces = fillOrder({ given: given(11, 0, 1, 2), length: 5, overlap: 2, backwards: false })
    expect(pieces.map(({ start }) => start)).toEqual([1, 4, 6])
  })

  it('goes backward from an ending', () => {
    const pieces = fillOrder({ given: given(11, 9, 10), length: 5, overlap: 2, backwards: true })
    expect(pieces.map(({ start }) => start)).toEqual([6, 3, 0])
  })

  it('takes the colours of the first piece, but meets its neighbours as they are', () => {
    const first = normal(1, [1, 3, 6, 4, 4])
    const drifted = mapTensor(normal(2, [1, 3, 6, 4, 4]), (value) => value * 1.5 + 0.8)
    const full = anchored(drifted, channelLook(first), { strength: 1, rampIn: 0, rampOut: 0 })
    channelLook(full).mean.forEach((mean, at) => expect(mean).toBeCloseTo(channelLook(first).mean[at]!, 4))
    const ramped = anchored(drifted, channelLook(first), { strength: 1, rampIn: 3, rampOut: 0 })
    const moved = (frame: number) =>
      Math.abs(sliceFrames(ramped, frame, 1).data[0]! - sliceFrames(drifted, frame, 1).data[0]!)
    expect(moved(0)).toBeLessThan(moved(5))
  })
})

describe('start noise', () => {
  const dims = [1, 2, 7, 4, 4]

  it('is the seed’s own stream when nothing else is asked for', () => {
    expect(startNoise({ seed: 7 }, dims)).toEqual(normal(7, dims))
    expect(startNoise({ seed: 7, variation: { seed: 9, strength: 0 } }, dims)).toEqual(normal(7, dims))
  })

  it('becomes the variation’s as its strength grows, and stays noise on the way', () => {
    const at = (strength: number) => startNoise({ seed: 7, variation: { seed: 9, strength } }, dims)
    at(1).data.forEach((value, place) => expect(value).toBeCloseTo(normal(9, dims).data[place]!, 4))
    const spread = Math.sqrt(
      at(0.5).data.reduce((sum, value) => sum + value * value, 0) / at(0.5).data.length,
    )
    expect(spread).toBeGreaterThan(0.9)
    expect(spread).toBeLessThan(1.1)
  })

  it('per frame: a longer clip begins like a shorter one', () => {
    const long = startNoise({ seed: 7, layout: { kind: 'per-frame' } }, dims)
    const short = startNoise({ seed: 7, layout: { kind: 'per-frame' } }, [1, 2, 3, 4, 4])
    expect(sliceFrames(long, 0, 3)).toEqual(short)
  })

  it('shuffled: later frames are those of the first window in another order', () => {
    const noise = startNoise({ seed: 7, layout: { kind: 'shuffled', window: 3 } }, dims)
    const frames = Array.from({ length: 7 }, (_, at) => sliceFrames(noise, at, 1).data.join())
    expect(new Set(frames).size).toBe(3)
    expect(new Set(frames.slice(3, 6)).size).toBe(3)
  })
})

describe('what lies between known frames', () => {
  const dims = [1, 1, 5, 1, 1]
  const known = (value: number, at: number) => ({
    latent: tensor([1, 1, 1, 1, 1], Float32Array.of(value)),
    at,
  })

  it('begins as the one giving way to the other, slowly at both ends', () => {
    expect([...morphedBetween(dims, [known(0, 0), known(4, 4)]).data]).toEqual([
      0, 0.4140625, 2, 3.5859375, 4,
    ])
  })

  it('stands still with a neighbour on one side, and is nothing without any', () => {
    expect([...morphedBetween(dims, [known(3, 1)]).data]).toEqual([3, 3, 3, 3, 3])
    expect([...morphedBetween(dims, []).data]).toEqual([0, 0, 0, 0, 0])
  })
})
