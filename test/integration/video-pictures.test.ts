import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RgbFrame, RunContext } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import contactSheet from '../../nodes/video/contact-sheet.node.ts'
import matchColors from '../../nodes/video/match-colors.node.ts'
import pickFrame from '../../nodes/video/pick-frame.node.ts'
import splitShots from '../../nodes/video/split-shots.node.ts'
import { concatVideos } from '../../nodes/video/video-edits.ts'
import type { Asset } from '../../workflows/asset.ts'
import { builds, collect, flatFrames, lavfi, type MediaBench, meanColor, openBench } from './media-fixture.ts'

let bench: MediaBench
let context: RunContext
let film: VideoValue
const size = { width: 64, height: 36, fps: { num: 10, den: 1 } }
const flat = (count: number, color: readonly number[]) =>
  bench.media.writeFrames(flatFrames(count, color, size), size)

beforeAll(async () => {
  bench = await openBench(builds.at(-1)![1])
  const { media, images, work } = bench
  const run = { runId: '', nodeId: 'n', workflowName: 'film', workflow: {}, usesModel: false, startedAt: 0 }
  context = { media, images, run, assets: work.assets, progress: () => undefined } as unknown as RunContext
  const shots = [await flat(10, [200, 30, 20]), await flat(14, [20, 30, 200]), await flat(8, [120, 200, 60])]
  film = concatVideos(shots, { join: 'cut', frames: 0 })
})
afterAll(() => bench[Symbol.asyncDispose]())

async function colorAt(assetId: string, x: number, y: number): Promise<number[]> {
  const asset: Asset = await bench.work.assets.get(assetId)
  const { data, info } = await sharp(bench.pathOf(asset))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)]
}

it.each([
  ['first', 0, [200, 30, 20]],
  ['last', 0, [120, 200, 60]],
  ['nth', 10, [20, 30, 200]],
  ['nth', -9, [20, 30, 200]],
] as const)('the %s frame (%i) is a picture', async (which, frame, color) => {
  const { outputs } = await pickFrame.run({ inputs: { video: film }, params: { which, frame }, context })
  expect(await colorAt(outputs.image.assetId, 5, 5)).toEqual(color)
})

it('a contact sheet shows the whole film in order', async () => {
  const params = { columns: 2, rows: 2, side: 32 }
  const { outputs } = await contactSheet.run({ inputs: { video: film }, params, context })
  const { assetId, facts } = outputs.image
  expect(facts).toEqual({ width: 64, height: 36 })
  const cells = [await colorAt(assetId, 4, 4), await colorAt(assetId, 40, 4), await colorAt(assetId, 40, 30)]
  expect(cells).toEqual([
    [200, 30, 20],
    [20, 30, 200],
    [120, 200, 60],
  ])
})

it('a film is split where its shots begin', async () => {
  const params = { shot: 2, threshold: 0.25, shortest: 4 }
  const { outputs } = await splitShots.run({ inputs: { video: film }, params, context })
  expect(outputs).toMatchObject({ count: 3, starts: '0, 10, 24', video: { facts: { frames: 14 } } })
  const frames = await collect(bench.media.readFrames(outputs.video))
  expect([frames[0]!, frames.at(-1)!].map((frame: RgbFrame) => meanColor(frame))).toEqual([
    [20, 30, 200],
    [20, 30, 200],
  ])
  await expect(
    splitShots.run({ inputs: { video: film }, params: { ...params, shot: 4 }, context }),
  ).rejects.toMatchObject({ code: 'shot-missing' })
})

it('a clip takes on the colours of another', async () => {
  const make = async (name: string, filter: string) =>
    bench.media.probe(
      await bench.make(name, [
        ...lavfi(`testsrc2=s=96x54:r=10:d=1${filter}`),
        '-c:v',
        'ffv1',
        '-pix_fmt',
        'bgr0',
      ]),
    )
  const reference = await make('reference.mkv', '')
  const dark = await make('dark.mkv', ',format=gbrp,lutrgb=r=val*0.5:g=val*0.7+20:b=val*0.6')
  const { outputs } = await matchColors.run({
    inputs: { video: dark, reference },
    params: { strength: 1 },
    context,
  })
  const [wanted] = await collect(bench.media.readFrames(reference, { count: 1 }))
  const [made] = await collect(bench.media.readFrames(outputs.video, { count: 1 }))
  meanColor(wanted!).forEach((value, at) => expect(Math.abs(meanColor(made!)[at]! - value)).toBeLessThan(4))
})
