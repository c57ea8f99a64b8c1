import { describe, expect, it } from 'vitest'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { sheetFrames } from '../../nodes/video/contact-sheet-frames.ts'
import { drawLabels, labelHeight } from '../../nodes/video/draw-label.ts'
import { sheetLayout } from '../../nodes/video/sheet-layout.ts'
import { findChineseFont } from '../../server/media/fonts.ts'
import type { RgbFrame } from '../../nodes/run-context.ts'
import { builds, openBench } from './media-fixture.ts'

const [[, ffmpeg]] = builds as [(typeof builds)[number]]

async function* flat(color: readonly [number, number, number], frames: number): AsyncGenerator<RgbFrame> {
  for (let frame = 0; frame < frames; frame++) {
    const data = new Uint8Array(64 * 64 * 3)
    for (let byte = 0; byte < data.length; byte++) data[byte] = color[byte % 3] ?? 0
    yield await Promise.resolve({ width: 64, height: 64, data })
  }
}

const pixel = ({ data, width }: RgbFrame, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
]

describe('a contact sheet', () => {
  it('plays all videos side by side over their labels; one that ends early holds its last frame', async () => {
    await using bench = await openBench(ffmpeg)
    const { media } = bench
    const facts = { width: 64, height: 64, fps: { num: 8, den: 1 } }
    const videos: VideoValue[] = [
      await media.writeFrames(flat([200, 0, 0], 3), facts),
      await media.writeFrames(flat([0, 200, 0], 1), facts),
      await media.writeFrames(flat([0, 0, 200], 2), facts),
    ]
    const layout = sheetLayout({ count: 3, first: facts, columns: 2 })
    const frames: RgbFrame[] = []
    const { strips } = await drawLabels(['seed 1', 'seed 2', 'seed 3'], layout.cell.width, bench.images)
    for await (const frame of sheetFrames({ videos, strips, layout, media })) frames.push(frame)

    const { cell } = layout
    expect([layout.columns, layout.rows, frames.length]).toEqual([2, 2, 3])
    const last = frames[2]!
    const [x, y] = [cell.width / 2, cell.height / 2]
    expect(pixel(last, x, y)).toEqual([200, 0, 0])
    expect(pixel(last, cell.width + x, y)).toEqual([0, 200, 0])
    expect(pixel(last, x, cell.height + labelHeight + y)).toEqual([0, 0, 200])
    const strip = last.data.subarray(
      cell.height * layout.width * 3,
      (cell.height + labelHeight) * layout.width * 3,
    )
    expect(Math.max(...strip)).toBeGreaterThan(200)
  })

  it('draws Chinese labels in a font of the machine, or says which one to install', async () => {
    await using bench = await openBench(ffmpeg)
    const texts = ['种子 1', '种猫 1', '钟子 1']
    const { strips, failure } = await drawLabels(texts, 96, bench.images)
    const hasFont = await findChineseFont().then(
      () => true,
      () => false,
    )
    expect(failure?.code).toBe(hasFont ? undefined : 'font-missing-chinese')
    // Letters nobody can draw are all the same box.
    const drawings = new Set(strips.map(({ data }) => Buffer.from(data).toString('base64')))
    expect(drawings.size).toBe(hasFont ? 3 : 1)
    expect(strips.map(({ width, height }) => [width, height])).toEqual(texts.map(() => [96, labelHeight]))
  })
})
