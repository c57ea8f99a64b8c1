import { describe, expect, it } from 'vitest'
import cfg from '../../../models/guidance/cfg.guidance.ts'
import type { ModelManifest } from '../../../models/model-manifest.ts'
import type { RgbPicture } from '../../../models/rgb-frames.ts'
import euler from '../../../models/schedulers/flow-match-euler.scheduler.ts'
import connectVideos from '../../../nodes/frames/connect-videos.node.ts'
import extendVideo from '../../../nodes/frames/extend-video.node.ts'
import closeLoop from '../../../nodes/frames/close-loop.node.ts'
import recutVideo from '../../../nodes/frames/recut-video.node.ts'
import remixVideo from '../../../nodes/frames/remix-video.node.ts'
import storyboard from '../../../nodes/frames/storyboard.node.ts'
import type { ModelAccess, RunContext } from '../../../nodes/run-context.ts'
import type { StoredValue } from '../../../nodes/define-socket.ts'
import type { VideoValue } from '../../../nodes/sockets/video.socket.ts'
import { memoryMedia } from '../../support/memory-media.ts'
import { nodeContext } from '../../support/node-context.ts'
import { noSessions, promptOf, straightFamily } from '../../support/straight-family.ts'

const fps = { num: 8, den: 1 }
const params = { seconds: 1, seen: 9, guidance: 1 }

/** A family that makes grey frames of the prompt's number; its latents are the frames themselves. */
const family = straightFamily({
  latentShape: ({ width, height, frames }) => [1, 3, frames, height, width],
  async *decodeVideo(latent) {
    yield await Promise.resolve(latent)
  },
})

/** @param frames what the model makes at once */
function surroundings(frames?: number): {
  context: RunContext
  readonly clip: (grey: number, length: number) => Promise<VideoValue>
} {
  const manifest = { defaults: frames === undefined ? {} : { frames } } as ModelManifest
  const models: ModelAccess = {
    get: () => Promise.resolve({ manifest, family, sessions: noSessions }),
    upscaler: () => Promise.reject(new Error('no upscaler')),
    interpolator: () => Promise.reject(new Error('no interpolator')),
    scheduler: () => euler,
    guidance: () => cfg,
  }
  const media = memoryMedia()
  const { context } = nodeContext(models)
  const whole = { ...context, media: { ...context.media, ...media } }
  const frame = (grey: number): RgbPicture => ({ width: 2, height: 2, data: new Uint8Array(12).fill(grey) })
  return {
    context: whole,
    clip: (grey, length) =>
      media.writeFrames(
        (async function* () {
          for (let at = 0; at < length; at += 1) yield await Promise.resolve(frame(grey))
        })(),
        { width: 2, height: 2, fps },
      ),
  }
}

const given = {
  ...{
    model: { modelId: 'straight' },
    positive: [promptOf(0.2)],
    negative: [promptOf(0)],
    noise: { seed: 7 },
  },
  ...{ schedule: { scheduler: 'flow-match-euler', config: {}, steps: 3 }, guider: undefined },
}

async function greys(video: VideoValue, { media }: RunContext): Promise<number[]> {
  const found: number[] = []
  for await (const { data } of media.readFrames(video)) found.push(data[0]!)
  return found
}

const of = (value: number, count: number) => Array<number>(count).fill(value)

/** Clips fade into what is made beside them: frames next to a change may be anything between. */
function expectFrames(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length)
  wanted.forEach((value, at) => {
    const near = [wanted.at(at - 1), value, wanted[(at + 1) % wanted.length]]
    if (new Set(near).size === 1) expect(found[at]).toBe(value)
    expect(found[at]).toBeGreaterThanOrEqual(Math.min(...wanted))
    expect(found[at]).toBeLessThanOrEqual(Math.max(...wanted))
  })
}

describe.each([undefined, 6])('with a model that makes %s frames at once', (frames) => {
  it('a clip is extended after its end', async () => {
    const { context, clip } = surroundings(frames)
    const inputs = { ...given, video: await clip(255, 12) }
    const { outputs } = await extendVideo.run({
      inputs,
      params: { ...params, direction: 'forward' },
      context,
    })
    expectFrames(await greys(outputs.video, context), [...of(255, 12), ...of(153, 8)])
    expect(outputs.video.facts.frames).toBe(20)
  })

  it('a clip is extended before its beginning', async () => {
    const { context, clip } = surroundings(frames)
    const inputs = { ...given, video: await clip(255, 12) }
    const { outputs } = await extendVideo.run({
      inputs,
      params: { ...params, direction: 'backward' },
      context,
    })
    expectFrames(await greys(outputs.video, context), [...of(153, 9), ...of(255, 12)])
  })

  it('two clips are connected, without a jump where the model did not get to the second one', async () => {
    const { context, clip } = surroundings(frames)
    const inputs = { ...given, first: await clip(255, 12), second: await clip(0, 10) }
    const { outputs } = await connectVideos.run({ inputs, params: { ...params, freedom: 1 }, context })
    const way = Array.from({ length: 8 }, (_, at) => Math.round(153 * (1 - (at + 1) / 9)))
    expectFrames(await greys(outputs.video, context), [...of(255, 12), ...way, ...of(0, 10)])
  })

  it('the way to a clip shorter than the gap takes the whole gap', async () => {
    const { context, clip } = surroundings(frames)
    const inputs = { ...given, first: await clip(153, 12), second: await clip(0, 4) }
    const { outputs } = await connectVideos.run({ inputs, params: { ...params, freedom: 1 }, context })
    const found = await greys(outputs.video, context)
    expect(found).toHaveLength(24)
    const steps = found.slice(1).map((grey, at) => Math.abs(grey - found[at]!))
    expect(Math.max(...steps)).toBeLessThan((2 * 153) / 8)
  })

  it('a clip is closed into a loop', async () => {
    const { context, clip } = surroundings(frames)
    const inputs = { ...given, video: await clip(255, 12) }
    const { outputs } = await closeLoop.run({ inputs, params, context })
    expectFrames(await greys(outputs.video, context), [...of(255, 12), ...of(153, 8)])
  })
})

describe('a re-cut', () => {
  it('keeps its ranges and fills what lies between', async () => {
    const { context, clip } = surroundings()
    const inputs = { ...given, video: await clip(255, 12) }
    const { outputs } = await recutVideo.run({ inputs, params: { ...params, ranges: '0-3, 8-11' }, context })
    const way = Array.from({ length: 8 }, (_, at) => Math.round(153 + (102 * at) / 8))
    expectFrames(await greys(outputs.video, context), [...of(255, 4), ...way, ...of(255, 4)])
  })

  it('says which range lies past the end', async () => {
    const { context, clip } = surroundings()
    const inputs = { ...given, video: await clip(255, 12) }
    await expect(
      recutVideo.run({ inputs, params: { ...params, ranges: '0-3, 8-12' }, context }),
    ).rejects.toMatchObject({
      code: 'range-past-end',
      place: { port: 'ranges' },
    })
  })
})

it('a remix with strength 0 is the clip itself', async () => {
  const { context, clip } = surroundings()
  const inputs = { ...given, video: await clip(200, 5) }
  const { outputs } = await remixVideo.run({
    inputs,
    params: { level: 'own', strength: 0, guidance: 1 },
    context,
  })
  expect(await greys(outputs.video, context)).toEqual(of(200, 5))
})

it.each([
  [{}, { level: 'own', strength: 0.6, guidance: 3 }],
  [
    { level: 'subtle', guidance: 4 },
    { level: 'own', strength: 0.4, guidance: 4 },
  ],
  [
    { level: 'strong', strength: 0.1 },
    { level: 'own', strength: 0.8, guidance: 3 },
  ],
  [
    { level: 'own', strength: 0.35, guidance: 5 },
    { level: 'own', strength: 0.35, guidance: 5 },
  ],
])('a remix of version 1 with %j comes out as it did', (before, after) => {
  expect(remixVideo.upgrade?.[1]?.(before)).toEqual(after)
})

describe('interrupted work goes on within the part it was at and ends the same', () => {
  type Told = { readonly outputs: { readonly video: VideoValue } }
  type Verb = (context: RunContext) => Told | Promise<Told>

  /** Runs to the end, and once more from each state that was kept on the way. */
  async function expectSame(context: RunContext, verb: Verb): Promise<void> {
    const states: StoredValue[] = []
    const steps: number[] = []
    const run = async (restored?: StoredValue) => {
      const checkpoint = {
        restore: () => Promise.resolve(restored),
        offer: (step: number, make: () => StoredValue) => {
          steps.push(step)
          states.push(structuredClone(make()))
        },
      }
      return greys((await verb({ ...context, checkpoint })).outputs.video, context)
    }
    const whole = await run()
    const [kept, offered] = [states.splice(0), steps.splice(0)]
    // Two parts of three steps each, and the end of each part.
    expect(kept.length).toBeGreaterThanOrEqual(8)
    expect(offered).toEqual([...new Set(offered)].sort((a, b) => a - b))
    for (const [at, state] of kept.entries()) {
      expect(await run(state)).toEqual(whole)
      expect(steps.splice(0)).toEqual(offered.slice(at + 1))
    }
  }

  it('in a long extension', async () => {
    const { context, clip } = surroundings(6)
    const inputs = { ...given, video: await clip(255, 12) }
    const extend = { ...params, direction: 'forward' } as const
    await expectSame(context, (each) => extendVideo.run({ inputs, params: extend, context: each }))
  })

  it('in a re-cut whose ways are made in pieces', async () => {
    const { context, clip } = surroundings(6)
    const inputs = { ...given, video: await clip(255, 24) }
    const recut = { ...params, ranges: '0-3, 8-11, 16-20' }
    await expectSame(context, (each) => recutVideo.run({ inputs, params: recut, context: each }))
  })

  it('in a storyboard', async () => {
    const { context } = surroundings()
    const { model, noise, schedule, negative } = given
    const inputs = { model, noise, schedule, negative, guider: undefined, images: [], clips: [] }
    const cards = '0: 0.3\n0.5 cut: 0.7\n1 cut: 0.2'
    const size = { width: 2, height: 2, fps: 8, seconds: 2 }
    const board = { cards, ...size, fade: 0, reference: 0.4, guidance: 1 }
    await expectSame(context, (each) => storyboard.run({ inputs, params: board, context: each }))
  })
})

describe('a hard cut of a storyboard', () => {
  const board = { width: 2, height: 2, fps: 8, fade: 0, guidance: 1 }
  async function told(cards: string, seconds: number, reference: number): Promise<readonly number[]> {
    const { context } = surroundings()
    const { model, noise, schedule, negative } = given
    const inputs = { model, noise, schedule, negative, guider: undefined, images: [], clips: [] }
    const params = { ...board, cards, seconds, reference }
    return greys((await storyboard.run({ inputs, params, context })).outputs.video, context)
  }

  it('leaves nothing of the shot before it', async () => {
    const both = await told('0: 0.3\n1 cut: 0.7', 2, 0)
    expect(both.slice(8)).toEqual(await told('0: 0.7', 1, 0))
  })

  it('brings the look nearer to the first shot by the share that is asked for', async () => {
    const last = async (share: number) => (await told('0: 0.3\n1 cut: 0.7', 2, share)).at(-1)
    expect(await last(0)).toBe(Math.round(127.5 * 1.7))
    expect(await last(0.5)).toBe(Math.round(127.5 * 1.5))
  })
})

describe('a picture or clip on a storyboard', () => {
  const story = { width: 2, height: 2, fps: 8, fade: 0.5, seconds: 4, reference: 0, guidance: 1 }
  async function told(cards: string): Promise<readonly number[]> {
    const { context, clip } = surroundings()
    const { model, noise, schedule, negative } = given
    const wired = { images: [], clips: [await clip(200, 17)] }
    const inputs = { model, noise, schedule, negative, guider: undefined, ...wired }
    return greys(
      (await storyboard.run({ inputs, params: { ...story, cards }, context })).outputs.video,
      context,
    )
  }

  it('leaves the words before it their own span, up to the way that leads to it', async () => {
    const [alone, led] = [await told('0: 0.3'), await told('0: 0.3\n2: [clip 1]')]
    expect(led).toHaveLength(alone.length)
    expect(led.slice(0, 8)).toEqual(alone.slice(0, 8))
    expect(led.slice(16)).toEqual(Array(16).fill(200))
  })
})
