import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyNodeDefinition } from '../../nodes/define-node.ts'
import type { RunContext } from '../../nodes/run-context.ts'
import type { VideoValue } from '../../nodes/sockets/video.socket.ts'
import { hasVidstab } from '../../server/media/edits/stabilize.edit.ts'
import { probeVideo } from '../../server/media/probe.ts'
import { loadCatalog } from '../../server/catalog.ts'
import { fpsNumber } from '../../workflows/asset.ts'
import { builds, collect, isAlive, lavfi, type MediaBench, openBench, unfinished } from './media-fixture.ts'

/** A small generator of its own, so that a failing chain can be had again by its seed. */
function dice(seed: number) {
  let state = seed * 2654435761 + 1
  const next = () => (state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0) / 2 ** 32
  return {
    whole: (min: number, max: number) => min + Math.floor(next() * (max - min + 1)),
    of: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!,
  }
}
type Dice = ReturnType<typeof dice>

const catalog = await loadCatalog()
const world = { model: () => undefined, installedModels: () => [], asset: () => undefined }

/** Every node that makes a video of a video, with params within what any clip allows. */
const steps: Readonly<Record<string, (roll: Dice, video: VideoValue) => Record<string, unknown>>> = {
  'trim-video': (roll, { facts }) => ({
    start: roll.whole(0, Math.min(3, facts.frames - 1)),
    length: roll.whole(0, 9),
    unit: 'frames',
  }),
  'every-nth-frame': (roll) => ({ nth: roll.whole(1, 3) }),
  'change-fps': (roll) => ({
    fps: roll.of([7.5, 10, 12, 24, 29.97]),
    method: roll.of(['repeat', 'repeat', 'blend', 'motion']),
  }),
  'interpolate-frames': (roll) => ({ factor: 2, method: roll.of(['blend', 'motion']) }),
  'change-speed': (roll) => ({ factor: roll.of([0.4, 0.75, 1.3, 3]), method: roll.of(['repeat', 'blend']) }),
  'reverse-video': () => ({}),
  'loop-video': (roll) => ({ times: roll.whole(1, 3), boomerang: roll.of([true, false]) }),
  'resize-video': (roll) => ({
    width: roll.whole(20, 70),
    height: roll.of([0, 41]),
    fit: 'contain',
    multiple: 1,
  }),
  'crop-video': (roll) => ({ left: roll.whole(0, 5), top: 1 }),
  'pad-video': (roll) => ({ left: roll.whole(0, 9), top: 3, right: 1 }),
  'rotate-video': (roll) => ({ degrees: roll.of([90, 180, -90, 17]) }),
  'flip-video': (roll) => ({ direction: roll.of(['horizontal', 'vertical', 'both']) }),
  'invert-video': () => ({}),
  'adjust-colors': () => ({ brightness: 0.1, saturation: 0.5, hue: 20 }),
  'sharpen-video': () => ({}),
  'blur-video': () => ({ radius: 2 }),
  'denoise-video': () => ({}),
  'stabilize-video': () => ({}),
  'chroma-key': () => ({ color: '#00ff00' }),
  'fade-video': (_roll, { facts }) => ({
    fadeIn: Math.floor(facts.frames / 3),
    fadeOut: Math.floor(facts.frames / 3),
  }),
  'text-on-video': (roll) => ({
    text: "It's: 100% [é], 雪\n\\n;",
    size: 8,
    start: roll.whole(0, 2),
    fade: 1,
  }),
  'overlay-video': (roll) => ({
    ...{ x: 20, size: 50, opacity: 0.5, start: roll.whole(0, 3) },
    mode: roll.of(['normal', 'screen', 'difference']),
  }),
  'video-grid': (roll) => ({ columns: roll.whole(0, 2), gap: roll.whole(0, 3) }),
  'concat-videos': (roll, { facts }) => ({
    join: roll.of(['cut', 'crossfade', 'fade-black', 'wipe-left', 'circle-open']),
    frames: Math.min(facts.frames, roll.whole(1, 4)),
    fit: roll.of(['cover', 'contain']),
  }),
}

function inputsFor(node: AnyNodeDefinition, video: VideoValue): Record<string, unknown> {
  if (node.inputs.videos) return { videos: [video, video] }
  return node.inputs.above ? { video, above: video } : { video }
}

const factsOf = (inputs: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(inputs).map(([port, value]) => [
      port,
      Array.isArray(value) ? (value as VideoValue[]).map(({ facts }) => facts) : (value as VideoValue).facts,
    ]),
  )

let context: RunContext

/** Looks ahead, runs, and compares. */
async function apply(id: string, video: VideoValue, params: Record<string, unknown>) {
  const node = catalog.nodes.get(id)!
  const defaults = Object.fromEntries(Object.entries(node.params).map(([name, one]) => [name, one.default]))
  const given = { ...defaults, ...params }
  const inputs = inputsFor(node, video)
  const told = node.infer!({ inputs: factsOf(inputs), params: given, world })
  expect(told.problems ?? [], id).toEqual([])
  const { outputs } = await node.run({ inputs, params: given, context })
  const made = (outputs as Record<string, unknown>).video as VideoValue
  expect(JSON.parse(JSON.stringify(told.outputs?.video)), id).toEqual(JSON.parse(JSON.stringify(made.facts)))
  return made
}

describe.each(builds)('chains of edits with ffmpeg of %s', (_, ffmpeg) => {
  let bench: MediaBench
  let source: VideoValue
  beforeAll(async () => {
    bench = await openBench(ffmpeg)
    const sound = [...lavfi('sine=f=330:d=3'), '-c:a', 'aac', '-shortest']
    const asset = await bench.make('clip.mp4', [
      ...[...lavfi('testsrc=s=64x48:r=10:d=1.2'), ...sound],
      ...['-pix_fmt', 'yuv420p', '-preset', 'ultrafast'],
    ])
    source = await bench.media.probe(asset)
    context = { media: bench.media, progress: () => undefined, breathe: () => Promise.resolve() } as never
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  it.each(Object.keys(steps))('%s gives what it told ahead', async (id) => {
    const video = await apply(id, source, steps[id]!(dice(1), source))
    expect(video.facts.hasAudio).toBe(true)
    const frames = await collect(bench.media.readFrames(video))
    expect(frames).toHaveLength(video.facts.frames)
    expect(frames.at(-1)).toMatchObject({ width: video.facts.width, height: video.facts.height })
  })

  it('edits with sound of their own have as much as picture', async () => {
    const sounding = [
      'every-nth-frame',
      'change-speed',
      'reverse-video',
      'loop-video',
      'fade-video',
      'concat-videos',
      'overlay-video',
    ]
    for (const id of sounding) {
      const video = await apply(id, source, steps[id]!(dice(2), source))
      const { frames, fps } = video.facts
      const samples = Math.round((frames * fps.den * 48_000) / fps.num)
      const facts = { samples: samples + 4800, channels: 2, sampleRate: 48_000 }
      let heard = 0
      let last = 0
      for await (const piece of bench.media.readSound({ source: { kind: 'video', video }, facts })) {
        const loud = piece.findLastIndex((value) => Math.abs(value) > 1e-4)
        if (loud >= 0) last = heard + loud
        heard += piece.length
      }
      expect(heard / 2, id).toBe(samples + 4800)
      expect(last / 2, id).toBeLessThanOrEqual(samples + 1)
    }
  })

  it.each([1, 2, 3, 4])('chain %i has the frames, rate and duration told ahead', async (seed) => {
    const roll = dice(seed)
    const chain: string[] = []
    let video = source
    for (let step = 0; step < 4; step++) {
      const id = roll.of(Object.keys(steps).filter((name) => step < 2 || !/grid|loop/.test(name)))
      chain.push(id)
      video = await apply(id, video, steps[id]!(roll, video))
    }
    const before = bench.pids.length
    const asset = await bench.media.encode({ video, format: 'mp4', quality: 30, name: 'chain' })
    // vid.stab looks at the clip in a run of its own.
    const looks = hasVidstab(ffmpeg.filters) ? chain.filter((id) => id === 'stabilize-video').length : 0
    expect(bench.pids.length - before, chain.join(' → ')).toBe(1 + looks)
    const facts = await probeVideo({ path: bench.pathOf(asset), name: '' }, bench.work)
    const told = video.facts
    expect([facts.frames, fpsNumber(facts.fps)], chain.join(' → ')).toEqual([
      told.frames,
      fpsNumber(told.fps),
    ])
    expect(bench.pids.filter(isAlive)).toEqual([])
    expect(await unfinished(bench)).toEqual([])
  })

  it('a window of a chain has the frames of the whole', async () => {
    const trimmed = await apply('trim-video', source, { start: 2, length: 9, unit: 'frames' })
    const turned = await apply('flip-video', trimmed, {})
    const twice = await apply('concat-videos', turned, { join: 'cut' })
    const video = await apply('reverse-video', twice, {})
    const all = await collect(bench.media.readFrames(video))
    const part = await collect(bench.media.readFrames(video, { start: 7, count: 5 }))
    expect(part.map(({ data }) => Buffer.from(data).toString('base64'))).toEqual(
      all.slice(7, 12).map(({ data }) => Buffer.from(data).toString('base64')),
    )
  })

  it('a transition either works or says which ffmpeg it needs', async () => {
    const kinds = ['slide-left', 'zoom-in', 'fade-black']
    const some = ffmpeg.filters.has('xfade') ? kinds : ['fade-white', 'circle-close', 'zoom-in']
    for (const join of some) {
      const video = await apply('concat-videos', source, { join, frames: 2 })
      const reading = collect(
        bench.media.readFrames(video, { size: { width: 16, height: 16, fit: 'stretch' } }),
      )
      if (join === 'zoom-in' && !ffmpeg.filters.has('xfade'))
        await expect(reading).rejects.toMatchObject({ code: 'transition-needs-newer-ffmpeg' })
      else expect(await reading, join).toHaveLength(22)
    }
  })
})
