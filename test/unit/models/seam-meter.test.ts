import { describe, expect, it } from 'vitest'
import type { RgbPicture } from '../../../models/rgb-frames.ts'
import { frameChanges, seamScores } from '../../../models/seam-meter.ts'

/** A bright square that moves to the right over a grey ground. */
function picture(frame: number, { ground = 90, sharp = true, jump = 0 } = {}): RgbPicture {
  const [width, height] = [48, 32]
  const data = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at += 1) {
    const x = at % width
    const inside = x >= frame + jump && x < frame + jump + 8
    const edge = sharp ? 200 : 130
    data.fill(inside ? edge : ground, at * 3, at * 3 + 3)
  }
  return { width, height, data }
}

async function* clip(make: (frame: number) => RgbPicture): AsyncGenerator<RgbPicture> {
  for (let frame = 0; frame < 16; frame += 1) yield await Promise.resolve(make(frame))
}

const worst = async (make: (frame: number) => RgbPicture) =>
  seamScores(await frameChanges(clip(make)), [8])[0]!

describe('the seam meter', () => {
  it('finds nothing in a clip that goes on evenly', async () => {
    expect((await worst((frame) => picture(frame))).worst).toBeLessThanOrEqual(1.01)
  })

  it.each([
    ['luma', { ground: 110 }],
    ['motion', { jump: 20 }],
    ['sharpness', { sharp: false }],
  ] as const)('finds a jump of %s', async (measure, change) => {
    const { ratios } = await worst((frame) => picture(frame, frame >= 8 ? change : {}))
    expect(ratios[measure]).toBeGreaterThan(2)
  })

  it('finds a jump of colour that keeps the brightness', async () => {
    const tinted = (frame: number) => {
      const { data, ...rest } = picture(frame)
      if (frame < 8) return { ...rest, data }
      return {
        ...rest,
        data: data.map((value, at) => (at % 3 === 0 ? value + 30 : at % 3 === 1 ? value - 9 : value)),
      }
    }
    const { ratios } = await worst(tinted)
    expect(ratios.colour).toBeGreaterThan(4)
    expect(ratios.luma).toBeLessThan(2)
  })
})
