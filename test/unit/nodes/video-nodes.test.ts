import { describe, expect, it } from 'vitest'
import type { InferWorld, PortFacts } from '../../../nodes/define-node.ts'
import loadImage from '../../../nodes/load/load-image.node.ts'
import loadVideo from '../../../nodes/load/load-video.node.ts'
import type { RunContext } from '../../../nodes/run-context.ts'
import type { VideoValue } from '../../../nodes/sockets/video.socket.ts'
import concatVideos from '../../../nodes/video/concat-videos.node.ts'
import type { Asset } from '../../../workflows/asset.ts'
import { evenSize, framesAtFps, sizeWithin } from '../../../nodes/video/video-facts.ts'

const noWorld: InferWorld = { model: () => undefined, installedModels: () => [], asset: () => undefined }
const clip = (frames: number, num = 8, den = 1) => ({
  ...{ width: 96, height: 96, frames, fps: { num, den }, hasAudio: false },
})
const asValue = (frames: number): VideoValue => ({
  source: { kind: 'intermediate', file: `${frames}.mkv` },
  facts: clip(frames),
})
const noContext = {} as RunContext

describe('concat videos', () => {
  const rest = { lengths: '', fit: 'cover' } as const
  const infer = (videos: readonly PortFacts[], params: { join: 'cut' | 'crossfade'; frames: number }) =>
    concatVideos.infer!({ inputs: { videos }, params: { ...rest, ...params }, world: noWorld })

  it('tells the length ahead', () => {
    const { outputs } = infer([clip(17), clip(17)], { join: 'crossfade', frames: 4 })
    expect(outputs?.video).toMatchObject({ frames: 30, width: 96 })
  })

  it('counts clips of another rate at the rate of the first', () => {
    const { outputs } = infer([clip(17), clip(300, 30000, 1001)], { join: 'cut', frames: 4 })
    expect(outputs?.video).toMatchObject({ frames: 17 + 80, fps: { num: 8, den: 1 } })
  })

  it('says which crossfade fits when one is too long, and offers it', () => {
    const { problems, outputs } = infer([clip(17), clip(5)], { join: 'crossfade', frames: 8 })
    expect(outputs).toBeUndefined()
    expect(problems).toMatchObject([
      { code: 'crossfade-too-long', port: 'frames', fixes: [{ set: { frames: 5 } }] },
    ])
  })

  it('keeps quiet while a clip is not known yet', () => {
    expect(infer([clip(17), {}], { join: 'crossfade', frames: 90 })).toEqual({})
  })

  it('makes what it told ahead, without decoding anything', async () => {
    const params = { join: 'crossfade', frames: 4, ...rest } as const
    const videos = [asValue(17), asValue(9), asValue(5)]
    const { outputs } = await concatVideos.run({ inputs: { videos }, params, context: noContext })
    expect(outputs.video.facts).toEqual(infer([clip(17), clip(9), clip(5)], params).outputs?.video)
    expect(outputs.video.source).toMatchObject({ kind: 'edit', op: 'concat' })
  })

  it('refuses to run on nothing or on a crossfade that does not fit', () => {
    const run = (videos: readonly VideoValue[]) => () =>
      concatVideos.run({
        ...{ inputs: { videos }, params: { join: 'crossfade', frames: 9, ...rest }, context: noContext },
      })
    expect(run([])).toThrow(expect.objectContaining({ code: 'videos-none' }))
    expect(run([asValue(17), asValue(5)])).toThrow(expect.objectContaining({ code: 'crossfade-too-long' }))
  })
})

describe('loading', () => {
  const stored = { id: '0'.repeat(64), byteLength: 1, createdAt: 0 }
  const image = { width: 20, height: 10 }
  const assets = new Map<string, Asset>([
    ['still', { ...stored, name: 'cat.png', mediaType: 'image/png', kind: 'image', image }],
    ['moving', { ...stored, name: 'cat.mp4', mediaType: 'video/mp4', kind: 'video', video: clip(17) }],
  ])
  const world: InferWorld = { ...noWorld, asset: (id) => assets.get(id) }

  const asItComes = { start: 0, frames: 0, every: 1, fps: 0, width: 0, height: 0, multiple: 2 } as const
  const ways = { method: 'repeat', fit: 'cover' } as const

  it('tells the facts of what is chosen', () => {
    expect(
      loadVideo.infer!({ inputs: {}, params: { ...asItComes, ...ways, asset: 'moving' }, world }).outputs
        ?.video,
    ).toEqual(clip(17))
    expect(loadImage.infer!({ inputs: {}, params: { asset: 'still' }, world }).outputs?.image).toEqual(image)
  })

  it.each([
    ['', 'asset-not-chosen'],
    ['still', 'media-still-picture'],
    ['gone', 'asset-missing'],
  ])('a video of "%s" is a problem: %s', (asset, code) => {
    const { problems } = loadVideo.infer!({ inputs: {}, params: { asset }, world })
    expect(problems).toMatchObject([{ code, port: 'asset' }])
  })

  it('a clip is no picture', () => {
    const { problems } = loadImage.infer!({
      inputs: {},
      params: { ...asItComes, ...ways, asset: 'moving' },
      world,
    })
    expect(problems).toMatchObject([{ code: 'media-not-image' }])
  })
})

describe('the facts of a video', () => {
  const ntsc = { num: 30000, den: 1001 }
  it.each([
    { frames: 300, from: ntsc, to: { num: 30, den: 1 }, wanted: 300 },
    { frames: 100, from: { num: 24, den: 1 }, to: { num: 25, den: 1 }, wanted: 104 },
    { frames: 1, from: { num: 60, den: 1 }, to: { num: 8, den: 1 }, wanted: 1 },
    { frames: 2_000_000, from: ntsc, to: { num: 24000, den: 1001 }, wanted: 1_600_000 },
  ])('$frames frames last as long at another rate: $wanted', ({ frames, from, to, wanted }) => {
    expect(framesAtFps(frames, from, to)).toBe(wanted)
  })

  it('even sizes lose at most a row and a column', () => {
    expect(evenSize({ width: 97, height: 55 })).toEqual({ width: 96, height: 54 })
    expect(evenSize({ width: 1, height: 2 })).toEqual({ width: 2, height: 2 })
  })

  it('a size within bounds keeps its shape and is never enlarged', () => {
    expect(sizeWithin({ width: 1920, height: 1080 }, 640)).toEqual({ width: 640, height: 360 })
    expect(sizeWithin({ width: 97, height: 55 }, 640)).toEqual({ width: 97, height: 55 })
  })
})
