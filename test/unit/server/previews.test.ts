import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { makePreviewRelay } from '../../../server/realtime/preview-relay.ts'
import { encodeStrip } from '../../../server/realtime/preview-strip.ts'
import { makePreviewThrottle } from '../../../server/worker/preview-throttle.ts'

type Fill = (frame: number, y: number) => number

const preview = ([frames, width, height]: [number, number, number], fill: Fill) => {
  const data = new Uint8Array(frames * width * height * 3)
  const row = width * 3
  for (let frame = 0; frame < frames; frame++)
    for (let y = 0; y < height; y++)
      data.fill(fill(frame, y), (frame * height + y) * row, (frame * height + y + 1) * row)
  return { width, height, frames, fps: { num: 8, den: 1 }, step: 1, data }
}

describe('a preview strip', () => {
  it('has the frames side by side, rows from the top', async () => {
    const shades = preview([2, 16, 16], (frame, y) => (frame === 0 ? 0 : 120) + (y < 8 ? 0 : 120))
    const { image, frames, width } = await encodeStrip({ runId: 'r', node: 'n', preview: shades })
    const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true })
    const at = (x: number, y: number) => data[(y * info.width + x) * info.channels]!
    expect([frames, width, info.width, info.height]).toEqual([2, 16, 32, 16])
    const corners = [at(8, 2), at(8, 13), at(24, 2), at(24, 13)]
    for (const [index, shade] of [0, 120, 120, 240].entries())
      expect(Math.abs(corners[index]! - shade)).toBeLessThan(12)
  })

  it('leaves frames out rather than grow wider than WebP allows, at the same speed', async () => {
    const strip = await encodeStrip({ runId: 'r', node: 'n', preview: preview([40, 500, 1], () => 9) })
    expect([strip.frames, strip.fps]).toEqual([20, { num: 8, den: 2 }])
  })
})

describe('the preview throttle', () => {
  it('lets the first through at once, then the newest of each interval, and makes only those', () => {
    vi.useFakeTimers()
    const made: number[] = []
    const sent: string[] = []
    const throttle = makePreviewThrottle(200, (node, { step }) => sent.push(`${node} ${step}`))
    const offer = (node: string, step: number) =>
      throttle.offer(node, () => {
        made.push(step)
        return { ...preview([1, 1, 1], () => 0), step }
      })
    for (const step of [1, 2, 3]) offer('a', step)
    offer('b', 10)
    expect(sent).toEqual(['a 1', 'b 10'])
    vi.advanceTimersByTime(200)
    expect(sent).toEqual(['a 1', 'b 10', 'a 3'])
    offer('a', 4)
    throttle.clear()
    vi.advanceTimersByTime(1000)
    vi.useRealTimers()
    expect(made).toEqual([1, 10, 3])
  })
})

describe('the preview relay', () => {
  it('encodes nothing while nobody watches, and the newest for the first who joins', async () => {
    const sent: number[] = []
    let isWatched = false
    const relay = makePreviewRelay({ send: ({ step }) => sent.push(step), isWatched: () => isWatched })
    for (const step of [1, 2]) relay.offer('r', 'n', { ...preview([1, 8, 8], () => 9), step })
    expect(sent).toEqual([])
    isWatched = true
    expect(relay.joined('r')).toEqual([])
    await vi.waitFor(() => expect(sent).toEqual([2]))
    expect(relay.joined('r')).toMatchObject([{ runId: 'r', node: 'n', step: 2 }])
    relay.forget('r')
    expect(relay.joined('r')).toEqual([])
  })

  it('while one is being encoded only the newest waits', async () => {
    const sent: number[] = []
    const relay = makePreviewRelay({ send: ({ step }) => sent.push(step), isWatched: () => true })
    for (const step of [1, 2, 3]) relay.offer('r', 'n', { ...preview([1, 8, 8], () => 9), step })
    await vi.waitFor(() => expect(sent).toEqual([1, 3]))
  })
})
