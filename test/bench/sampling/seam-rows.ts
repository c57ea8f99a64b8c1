import { tensorToPictures, type RgbPicture } from '../../../models/rgb-frames.ts'
import { frameChanges, loopChange, seamScores } from '../../../models/seam-meter.ts'
import { picturesToTensor } from '../../../models/rgb-frames.ts'
import { tensor } from '../../../models/tensor.ts'
import { decodedPictures, decodeLatent } from '../../../nodes/decode/decode-latent.ts'
import connectVideos from '../../../nodes/frames/connect-videos.node.ts'
import extendVideo from '../../../nodes/frames/extend-video.node.ts'
import closeLoop from '../../../nodes/frames/close-loop.node.ts'
import type { LoadedModel, RunContext } from '../../../nodes/run-context.ts'
import { sampleClip } from '../../../nodes/sampling/sample-clip.ts'
import type { SamplingGiven } from '../../../nodes/sampling/sampling-inputs.ts'
import type { Latent } from '../../../nodes/sockets/latent.socket.ts'
import type { VideoValue } from '../../../nodes/sockets/video.socket.ts'
import type { Row } from './row.ts'
import { framesOf, givenFor, psnr, shippedModel } from './shipped-model.ts'
import { median } from './speed-rows.ts'

const fps = { num: 8, den: 1 }
const goal = '≤ 1.5 (≤ 2 for a CPU-trained model)'
const seeds = [7, 21, 35]
const params = { seconds: 1, seen: 9, guidance: 3 }
/** First frames of the pieces of 4 s after a clip of 17 frames: the model makes 3 new latent frames, which are 12, at once. */
const pieceStarts = [17, 29, 41]

/** How much the verbs' seams stand out, and whether a known frame is kept. */
export async function seamRows(): Promise<readonly Row[]> {
  const { model, context } = await shippedModel()
  const scores: Record<string, number[]> = {}
  const add = (name: string, score: number) => (scores[name] ??= []).push(score)
  const known: number[] = []
  for (const seed of seeds) {
    const cat = await givenFor(model, { prompt: 'a cat walks through a forest', seed })
    const penguin = await givenFor(model, { prompt: 'a penguin walks on a beach', seed: seed + 1 })
    const more = { ...cat, noise: { seed: seed + 2 } }
    const [first, second] = [await clip(model, cat, context), await clip(model, penguin, context)]
    for (const direction of ['forward', 'backward'] as const) {
      const { outputs } = await extendVideo.run({
        inputs: { ...more, video: first } as never,
        params: { ...params, direction },
        context,
      })
      const total = outputs.video.facts.frames
      add(
        `extend ${direction}`,
        await seam(outputs.video, [direction === 'forward' ? 17 : total - 17], context),
      )
    }
    const long = await extendVideo.run({
      inputs: { ...more, video: first } as never,
      params: { ...params, seconds: 4, direction: 'forward' },
      context,
    })
    add('extend by 4 s, where its pieces meet', await seam(long.outputs.video, pieceStarts, context))
    add('extend by 4 s (worst frame anywhere)', await worstAfter(long.outputs.video, 17, context))
    const between = { ...params, seconds: 2, freedom: 0.7 }
    const bridged = await connectVideos.run({
      inputs: { ...more, first, second } as never,
      params: between,
      context,
    })
    add(
      'connect two scenes in 2 s',
      await seam(bridged.outputs.video, [17, bridged.outputs.video.facts.frames - 17], context),
    )
    const looped = await closeLoop.run({ inputs: { ...more, video: first } as never, params, context })
    add('loop, closed', await seam(looped.outputs.video, [17], context))
    add('loop, closed: last → first', await loopSeam(await framesOf(looped.outputs.video, context)))
    add('loop, circular: last → first', await circular(model, cat, context))
    add('one clip of 2 s without a seam (worst frame)', await worstAfter(first, 1, context))
    for (const schedule of ['uniform', 'static'] as const)
      add(`windows, 10 s, ${schedule} (worst frame)`, await windows(model, cat, { schedule, context }))
    known.push(await knownFrame(model, cat, context))
  }
  return [
    ['image to video: known frame vs its own reconstruction', `${median(known).toFixed(1)} dB`, '≥ 40 dB'],
    ...Object.entries(scores).map(([name, all]): Row => {
      const figures = `${median(all).toFixed(2)} (${all.map((score) => score.toFixed(2)).join(' ')})`
      return [`seam: ${name}`, figures, goal]
    }),
  ]
}

function empty(model: LoadedModel, frames: number): Latent {
  const { family, sessions } = model
  const shape = family.latentShape({ width: 96, height: 96, frames }, sessions.configs)
  return { tensor: tensor(shape), familyId: family.id, fps }
}

async function clip(model: LoadedModel, given: SamplingGiven, context: RunContext): Promise<VideoValue> {
  const latent = await sampleClip(given, { latent: empty(model, 17), guidance: 3, context })
  return decodeLatent({ model, latent, context })
}

async function seam(video: VideoValue, boundaries: readonly number[], context: RunContext): Promise<number> {
  const changes = await frameChanges(context.media.readFrames(video))
  return Math.max(...seamScores(changes, boundaries).map(({ ratios }) => ratios.motion))
}

async function worstAfter(video: VideoValue, from: number, context: RunContext): Promise<number> {
  const changes = await frameChanges(context.media.readFrames(video))
  const scores = changes
    .slice(from - 1)
    .map((_, at) => seamScores(changes, [from + at])[0]?.ratios.motion ?? 0)
  return Math.max(...scores)
}

async function loopSeam(frames: readonly RgbPicture[]): Promise<number> {
  const inner = (await frameChanges(each(frames))).map(({ motion }) => motion)
  return loopChange(frames.at(-1)!, frames[0]!).motion / Math.max(0.004, median(inner))
}

async function* each(frames: readonly RgbPicture[]): AsyncGenerator<RgbPicture> {
  for (const frame of frames) yield await Promise.resolve(frame)
}

async function circular(model: LoadedModel, given: SamplingGiven, context: RunContext): Promise<number> {
  const { tensor: whole, ...rest } = empty(model, 17)
  const latent = {
    ...rest,
    tensor: tensor(whole.dims.map((side, axis) => (axis === 2 ? side - 1 : side))),
    circular: true,
  }
  const made = await sampleClip(given, { latent, guidance: 3, context })
  return loopSeam(await framesOf(await decodeLatent({ model, latent: made, context }), context))
}

interface Windows {
  readonly schedule: 'uniform' | 'static'
  readonly context: RunContext
}

async function windows(
  model: LoadedModel,
  given: SamplingGiven,
  { schedule, context }: Windows,
): Promise<number> {
  const plan = { frames: 17, overlap: 8, schedule, weights: 'pyramid' } as const
  const noise = { ...given.noise, layout: { kind: 'shuffled', window: 5 } as const }
  const long = { ...given, noise, model: { ...given.model, windows: plan } }
  const latent = await sampleClip(long, { latent: empty(model, 81), guidance: 3, context })
  return worstAfter(await decodeLatent({ model, latent, context }), 1, context)
}

async function knownFrame(model: LoadedModel, given: SamplingGiven, context: RunContext): Promise<number> {
  const other = await clip(model, { ...given, noise: { seed: 99 } }, context)
  const [picture] = await framesOf(other, context)
  const image = { assetId: 'picture', facts: { width: 96, height: 96 } }
  const images = { ...context.images, read: () => Promise.resolve(picture!) }
  const known = [{ content: { kind: 'image' as const, image }, at: 0 }]
  const latent = await sampleClip(given, {
    latent: empty(model, 17),
    known,
    guidance: 3,
    context: { ...context, images },
  })
  const made: RgbPicture[] = []
  for await (const frame of decodedPictures({ model, latent, context, keep: { start: 0, count: 1 } }))
    made.push(frame)
  const { family, sessions } = model
  const encoded = await family.encodeVideo(picturesToTensor([picture!]), sessions)
  const own: RgbPicture[] = []
  for await (const chunk of family.decodeVideo(encoded, sessions)) own.push(...tensorToPictures(chunk))
  return psnr(made, own)
}
