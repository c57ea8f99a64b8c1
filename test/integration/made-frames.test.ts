import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import interpolateFrames from '../../nodes/video/interpolate-frames.node.ts'
import stabilizeVideo from '../../nodes/video/stabilize-video.node.ts'
import type { RgbFrame, RunContext } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { createModelAccess, type WorkerModels } from '../../server/inference/inference.ts'
import { createMediaAccess } from '../../server/media/media.ts'
import { onnxGraph } from '../support/onnx-graph.ts'
import { builds, collect, isAlive, lavfi, type MediaBench, openBench, unfinished } from './media-fixture.ts'

/** A real graph, but no model of motion: it mixes both pictures by the time between them. */
const mixing = onnxGraph({
  nodes: [
    { op: 'Sub', inputs: ['second', 'first'], outputs: ['way'] },
    { op: 'Mul', inputs: ['way', 'time'], outputs: ['part'] },
    { op: 'Add', inputs: ['first', 'part'], outputs: ['between'] },
  ],
  inputs: [
    { name: 'first', dims: [1, 3, 'h', 'w'] },
    { name: 'second', dims: [1, 3, 'h', 'w'] },
    { name: 'time', dims: [1] },
  ],
  outputs: [{ name: 'between', dims: [1, 3, 'h', 'w'] }],
})

describe.each(builds)('frames that were made, with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  let models: WorkerModels
  let context: RunContext
  beforeEach(async () => {
    bench = await openBench(ffmpeg)
    models = await createModelAccess({ folders: [join(bench.folder, 'models')], device: 'cpu', threads: 1 })
    context = {
      ...{ media: bench.media, models, progress: () => undefined },
      breathe: () => Promise.resolve(),
    } as Partial<RunContext> as RunContext
  })
  afterEach(async () => {
    await models.release()
    expect(bench.pids.filter(isAlive)).toEqual([])
    expect(await unfinished(bench)).toEqual([])
    await bench[Symbol.asyncDispose]()
  })

  async function install(graph: Uint8Array): Promise<void> {
    const folder = join(bench.folder, 'models/mixing')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'model.onnx'), graph)
    const sha256 = createHash('sha256').update(graph).digest('hex')
    const manifest = {
      ...{ format: 'reelgraph-model', version: 1, id: 'mixing', name: 'Mixing', kind: 'interpolator' },
      ...{
        family: 'interpolation',
        licence: 'MIT',
        summary: { en: 'Mixes.', 'zh-CN': '混合。' },
        multiple: 8,
      },
      variants: [{ id: 'fp32', precision: 'fp32', devices: ['*'], parts: { interpolator: 'model.onnx' } }],
      files: [{ path: 'model.onnx', bytes: graph.length, sha256 }],
    }
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  }

  async function interpolated(video: VideoValue, factor: number): Promise<VideoValue> {
    const params = { factor, method: 'model' as const, model: 'mixing' }
    const world = { model: () => undefined, installedModels: () => [], asset: () => undefined }
    const told = interpolateFrames.infer!({ inputs: { video: { ...video.facts } }, params, world })
    const { outputs } = await interpolateFrames.run({ inputs: { video }, params, context })
    expect(told.outputs!.video).toMatchObject({ ...outputs.video.facts })
    return outputs.video
  }

  it('an interpolation model puts frames between those of the clip, and the sound stays', async () => {
    await install(mixing)
    const sound = [...lavfi('sine=f=330:d=1'), '-c:a', 'flac']
    const ffv1 = ['-c:v', 'ffv1', '-pix_fmt', 'bgr0']
    const clip = await bench.make('clip.mkv', [...lavfi('testsrc=s=45x30:r=5:d=1'), ...sound, ...ffv1])
    const video = await bench.media.probe(clip)
    const made = await interpolated(video, 3)
    expect(made.facts).toMatchObject({ frames: 15, fps: { num: 15, den: 1 }, hasAudio: true })
    const given = await collect(bench.media.readFrames(video))
    const frames = await collect(bench.media.readFrames(made))
    given.forEach((frame, at) => expect(frames[at * 3]!.data).toEqual(frame.data))
    const mixed = given[1]!.data.map((value, at) => Math.round(value + (given[2]!.data[at]! - value) / 3))
    expect(Math.max(...frames[4]!.data.map((value, at) => Math.abs(value - mixed[at]!)))).toBeLessThanOrEqual(
      1,
    )
    expect(frames.slice(12).every(({ data }) => Buffer.compare(data, given[4]!.data) === 0)).toBe(true)
    const heard = { samples: 48_000, channels: 2, sampleRate: 48_000 }
    let loudest = 0
    for await (const piece of bench.media.readSound({ source: { kind: 'video', video: made }, facts: heard }))
      loudest = piece.reduce((most, value) => Math.max(most, Math.abs(value)), loudest)
    expect(loudest).toBeGreaterThan(0.05)
  })

  it('a graph that takes something else is refused by its name', async () => {
    const one = { dims: [1, 3, 'h', 'w'] }
    const nodes = [{ op: 'Relu', inputs: ['picture'], outputs: ['made'] }]
    await install(
      onnxGraph({ nodes, inputs: [{ name: 'picture', ...one }], outputs: [{ name: 'made', ...one }] }),
    )
    await expect(models.interpolator('mixing')).rejects.toMatchObject({ code: 'model-part-mismatch' })
  })

  it.each(['vid.stab', 'deshake'] as const)(
    'a shaking clip is calmed, and the node says: by %s',
    async (by) => {
      const names = [...ffmpeg.filters].filter((name) => by === 'vid.stab' || !name.startsWith('vidstab'))
      const media = createMediaAccess({ ...bench.work, ffmpeg: { ...ffmpeg, filters: new Set(names) } })
      const shaken = "crop=320:240:'40+12*sin(n*2.1)':'30+9*cos(n*1.7)'"
      const still = `testsrc2=s=400x300:r=25:d=0.04,loop=29:1:0,settb=1/25,setpts=N`
      const clip = await bench.make('shaken.mkv', [...lavfi(`${still},${shaken}`), '-c:v', 'ffv1'])
      const video = await bench.media.probe(clip)
      const params = { reach: 32, smoothing: 15, edge: 'original' } as const
      const { outputs, results } = await stabilizeVideo.run({
        inputs: { video },
        params,
        context: { ...context, media },
      })
      expect(results).toEqual([{ kind: 'text', text: by }])
      const before = restlessness(await collect(media.readFrames(video)))
      const frames = await collect(media.readFrames(outputs.video))
      expect(frames).toHaveLength(30)
      expect(restlessness(frames)).toBeLessThan(before * 0.6)
      // Read again, it does not look at the whole clip again.
      const runs = bench.pids.length
      await collect(media.readFrames(outputs.video, { start: 9, count: 1 }))
      expect(bench.pids.length - runs).toBe(1)
      const notes = (await readdir(bench.intermediates).catch(() => [])).filter((name) =>
        name.startsWith('notes-'),
      )
      expect(notes).toHaveLength(by === 'vid.stab' ? 1 : 0)
    },
  )
})

/** Mean difference of neighbouring frames in their middle half. */
function restlessness(frames: readonly RgbFrame[]): number {
  const differences = frames.slice(1).map(({ width, height, data }, at) => {
    let sum = 0
    for (let y = Math.floor(height / 4); y < (height * 3) / 4; y++)
      for (let x = Math.floor(width / 4) * 3; x < (width * 9) / 4; x++)
        sum += Math.abs(data[y * width * 3 + x]! - frames[at]!.data[y * width * 3 + x]!)
    return sum
  })
  return differences.reduce((sum, value) => sum + value, 0) / differences.length
}
