import { describe, expect, it } from 'vitest'
import { integratedLoudness } from '../../../nodes/audio/loudness.ts'
import { waveform } from '../../../nodes/audio/waveform.ts'
import type { RgbFrame } from '../../../nodes/run-context.ts'
import { rationalFps } from '../../../nodes/video/rate-params.ts'
import { resizedTo } from '../../../nodes/video/resize-video.node.ts'
import { shotCuts } from '../../../nodes/video/shot-cuts.ts'

/** Stereo, both sides the same, in pieces of odd lengths. */
async function* tone(seconds: number, frequency: number, amplitude: number): AsyncGenerator<Float32Array> {
  const total = seconds * 48_000
  for (let at = 0; at < total; at += 7777) {
    const count = Math.min(7777, total - at)
    const piece = new Float32Array(count * 2)
    for (let index = 0; index < count; index++)
      piece.fill(
        amplitude * Math.sin((2 * Math.PI * frequency * (at + index)) / 48_000),
        2 * index,
        2 * index + 2,
      )
    yield await Promise.resolve(piece)
  }
}

describe('loudness', () => {
  // EBU Tech 3341, case 1 and 2: a stereo sine of 1 kHz at −23 and −33 dBFS is as loud in LUFS.
  it.each([-23, -33])('of the standard’s test tone at %i dBFS is that many LUFS', async (level) => {
    const { lufs, peak } = await integratedLoudness(tone(3, 1000, 10 ** (level / 20)))
    expect(Math.abs(lufs - level)).toBeLessThan(0.1)
    expect(peak).toBeCloseTo(10 ** (level / 20), 3)
  })

  it('leaves silence out of the measure, and has none of its own', async () => {
    async function* withPause() {
      yield* tone(2, 1000, 0.1)
      yield* tone(6, 1000, 0)
    }
    const { lufs } = await integratedLoudness(withPause())
    expect(Math.abs(lufs - -20)).toBeLessThan(0.6)
    expect((await integratedLoudness(tone(1, 1000, 0))).lufs).toBe(-Infinity)
  })
})

it('a waveform is high where the sound is loud', async () => {
  async function* sound() {
    yield* tone(1, 200, 0.9)
    yield* tone(1, 200, 0.1)
  }
  const { width, height, data } = await waveform(sound(), { samples: 96_000, width: 40, height: 50 })
  const filled = (x: number) =>
    Array.from({ length: height }, (_, y) => data[(y * width + x) * 3]!).filter((red) => red > 200).length
  expect(filled(5)).toBeGreaterThan(40)
  expect(filled(35)).toBeLessThan(10)
})

describe('shots', () => {
  async function* film(shots: readonly (readonly [number, readonly number[]])[]): AsyncGenerator<RgbFrame> {
    for (const [count, color] of shots)
      for (let frame = 0; frame < count; frame++)
        yield await Promise.resolve({
          ...{ width: 8, height: 4 },
          data: Uint8Array.from({ length: 96 }, (_, at) => color[at % 3]! + ((at + frame) % 4)),
        })
  }
  const options = { threshold: 0.25, shortest: 3 }

  it('begin where the colours change at once', async () => {
    const cuts = await shotCuts(
      film([
        [10, [200, 30, 20]],
        [7, [20, 30, 200]],
        [9, [90, 200, 90]],
      ]),
      options,
    )
    expect(cuts).toEqual([0, 10, 17])
  })

  it('are not told apart by a flash', async () => {
    expect(
      await shotCuts(
        film([
          [8, [40, 40, 40]],
          [1, [250, 250, 250]],
          [8, [40, 40, 40]],
        ]),
        options,
      ),
    ).toEqual([0])
  })
})

describe('what a person writes', () => {
  it.each([
    [23.976, { num: 24000, den: 1001 }],
    [29.97, { num: 30000, den: 1001 }],
    [59.94, { num: 60000, den: 1001 }],
    [25, { num: 25, den: 1 }],
    [12.5, { num: 25, den: 2 }],
  ])('%f frames per second is exact', (rate, fps) => expect(rationalFps(rate)).toEqual(fps))

  it('a side of 0 follows from the other, in steps a model takes', () => {
    const clip = { width: 1920, height: 1080 }
    expect(resizedTo(clip, { width: 832, height: 0, multiple: 16 })).toEqual({ width: 832, height: 464 })
    expect(resizedTo(clip, { width: 0, height: 0, multiple: 1 })).toEqual(clip)
  })
})
