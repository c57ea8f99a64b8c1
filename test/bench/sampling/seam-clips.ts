import { picturesToTensor, type RgbPicture, tensorToPictures } from '../../../models/rgb-frames.ts'
import { type FrameChange, frameChanges, seamMeasures, seamScores } from '../../../models/seam-meter.ts'
import { tensor } from '../../../models/tensor.ts'
import { decodedPictures, decodeLatent } from '../../../nodes/decode/decode-latent.ts'
import closeLoop from '../../../nodes/frames/close-loop.node.ts'
import connectVideos from '../../../nodes/frames/connect-videos.node.ts'
import extendVideo from '../../../nodes/frames/extend-video.node.ts'
import type { LoadedModel, RunContext } from '../../../nodes/run-context.ts'
import { sampleClip } from '../../../nodes/sampling/sample-clip.ts'
import type { SamplingGiven } from '../../../nodes/sampling/sampling-inputs.ts'
import type { Latent } from '../../../nodes/sockets/latent.socket.ts'
import type { VideoValue } from '../../../nodes/sockets/video.socket.ts'
import { framesOf, givenFor, psnr } from './shipped-model.ts'

/** What a clip shows, and what it is connected to. */
export interface Scene {
  readonly prompt: string
  readonly other: string
  readonly seed: number
}

export interface Studio {
  readonly model: LoadedModel
  readonly context: RunContext
}

const fps = { num: 8, den: 1 }
const params = { seconds: 1, seen: 9, guidance: 3 }
/** First frames of the pieces of 4 s after a clip of 17 frames: the model makes 3 new latent frames, which are 12, at once. */
const pieceStarts = [17, 29, 41]

/** Each verb's seams in one scene, measure by measure against the clip's usual changes, the largest where there are several. */
export async function seamsOf(scene: Scene, studio: Studio): Promise<Readonly<Record<string, FrameChange>>> {
  const given = await givenFor(studio.model, scene)
  const { context } = studio
  const first = await clip(given, studio)
  const more = { ...given, noise: { seed: scene.seed + 2 } }
  const extended = async (direction: 'forward' | 'backward', seconds = 1) => {
    const inputs = { ...more, video: first } as never
    return (await extendVideo.run({ inputs, params: { ...params, seconds, direction }, context })).outputs
      .video
  }
  const [ahead, before, long] = [
    await extended('forward'),
    await extended('backward'),
    await extended('forward', 4),
  ]
  const bridged = await connected(scene, { first, more, studio })
  const [moving, fixed] = [await windows(given, 'uniform', studio), await windows(given, 'static', studio)]
  const even = await againstEvenChange(bridged, [17, bridged.facts.frames - 17], context)
  const looped = await closeLoop.run({ inputs: { ...more, video: first } as never, params, context })
  return {
    'extend forward': await seam(ahead, [17], context),
    'extend backward': await seam(before, [before.facts.frames - 17], context),
    'extend by 4 s, where its pieces meet': await seam(long, pieceStarts, context),
    'connect two scenes in 2 s': await seam(bridged, [17, bridged.facts.frames - 17], context),
    'connect: change at the seam ÷ that of an even way': even,
    'loop, closed': await seam(looped.outputs.video, [17], context),
    'loop, closed: last → first': await loopSeam(await framesOf(looped.outputs.video, context)),
    'loop, circular: last → first': await loopSeam(await circular(given, studio)),
    'windows, 10 s, moving (worst of 80 frames)': await worstOf(moving, context),
    'windows, 10 s, fixed (worst of 80 frames)': await worstOf(fixed, context),
    'one clip of 2 s without a seam (worst of 16 frames)': await worstOf(first, context),
    'windows, 10 s, moving (mean where latents meet)': await latentBorders(moving, context),
    'windows, 10 s, fixed (mean where latents meet)': await latentBorders(fixed, context),
    'one clip of 2 s without a seam (mean where latents meet)': await latentBorders(first, context),
  }
}

interface Ends {
  readonly first: VideoValue
  readonly more: SamplingGiven
  readonly studio: Studio
}

async function connected({ other, seed }: Scene, { first, more, studio }: Ends): Promise<VideoValue> {
  const second = await clip(await givenFor(studio.model, { prompt: other, seed: seed + 1 }), studio)
  const { outputs } = await connectVideos.run({
    inputs: { ...more, first, second } as never,
    params: { ...params, seconds: 2, freedom: 0.7 },
    context: studio.context,
  })
  return outputs.video
}

function empty({ family, sessions }: LoadedModel, frames: number): Latent {
  const shape = family.latentShape({ width: 96, height: 96, frames }, sessions.configs)
  return { tensor: tensor(shape), familyId: family.id, fps }
}

async function clip(given: SamplingGiven, { model, context }: Studio): Promise<VideoValue> {
  const latent = await sampleClip(given, { latent: empty(model, 17), guidance: 3, context })
  return decodeLatent({ model, latent, context })
}

async function seam(
  video: VideoValue,
  boundaries: readonly number[],
  { media }: RunContext,
): Promise<FrameChange> {
  const changes = await frameChanges(media.readFrames(video))
  return largest(seamScores(changes, boundaries).map(({ ratios }) => ratios))
}

async function worstOf(video: VideoValue, { media }: RunContext): Promise<FrameChange> {
  const changes = await frameChanges(media.readFrames(video))
  return largest(changes.flatMap((_, at) => seamScores(changes, [at + 1])).map(({ ratios }) => ratios))
}

/**
 * Changes at the ends of the way between two clips, over what each of its frames had to change if all changed alike:
 * unlike scenes differ in colour, so that no way is without a change.
 */
async function againstEvenChange(
  video: VideoValue,
  [start, end]: readonly [number, number],
  context: RunContext,
): Promise<FrameChange> {
  const changes = await frameChanges(context.media.readFrames(video))
  const frames = await framesOf(video, context)
  const [whole] = await frameChanges(each([frames[start - 1]!, frames[end]!]))
  return largest(
    [changes[start - 1]!, changes[end - 1]!].map(
      (at) =>
        Object.fromEntries(
          seamMeasures.map((name) => [name, at[name] / (Math.max(whole![name], 0.02) / (end - start + 1))]),
        ) as unknown as FrameChange,
    ),
  )
}

/** Where one latent's four frames follow another's: the decoder's own step, which every clip has. */
async function latentBorders(video: VideoValue, { media }: RunContext): Promise<FrameChange> {
  const changes = await frameChanges(media.readFrames(video))
  const borders = changes.flatMap((_, at) => (at % 4 === 0 ? seamScores(changes, [at + 1]) : []))
  const mean = (name: keyof FrameChange) =>
    borders.reduce((sum, { ratios }) => sum + ratios[name], 0) / borders.length
  return Object.fromEntries(seamMeasures.map((name) => [name, mean(name)])) as unknown as FrameChange
}

/** From the last frame back to the first. */
async function loopSeam(frames: readonly RgbPicture[]): Promise<FrameChange> {
  const changes = await frameChanges(each([...frames, ...frames.slice(0, 1)]))
  return largest(seamScores(changes, [frames.length]).map(({ ratios }) => ratios))
}

async function* each(frames: readonly RgbPicture[]): AsyncGenerator<RgbPicture> {
  for (const frame of frames) yield await Promise.resolve(frame)
}

function largest(all: readonly FrameChange[]): FrameChange {
  return Object.fromEntries(
    seamMeasures.map((name) => [name, Math.max(...all.map((ratios) => ratios[name]))]),
  ) as unknown as FrameChange
}

async function circular(given: SamplingGiven, { model, context }: Studio): Promise<readonly RgbPicture[]> {
  const { tensor: whole, ...rest } = empty(model, 17)
  const dims = whole.dims.map((side, axis) => (axis === 2 ? side - 1 : side))
  const latent = { ...rest, tensor: tensor(dims), circular: true }
  const made = await sampleClip(given, { latent, guidance: 3, context })
  return framesOf(await decodeLatent({ model, latent: made, context }), context)
}

async function windows(
  given: SamplingGiven,
  schedule: 'uniform' | 'static',
  { model, context }: Studio,
): Promise<VideoValue> {
  const plan = { frames: 17, overlap: 8, schedule, weights: 'pyramid' } as const
  const noise = { ...given.noise, layout: { kind: 'shuffled', window: 5 } as const }
  const long = { ...given, noise, model: { ...given.model, windows: plan } }
  const latent = await sampleClip(long, { latent: empty(model, 81), guidance: 3, context })
  return decodeLatent({ model, latent, context })
}

/** dB of a known first frame in the decoded clip against what the VAE makes of its picture. */
export async function knownFrame(scene: Scene, studio: Studio): Promise<number> {
  const { model, context } = studio
  const given = await givenFor(model, scene)
  const [picture] = await framesOf(await clip({ ...given, noise: { seed: 99 } }, studio), context)
  const image = { assetId: 'picture', facts: { width: 96, height: 96 } }
  const images = { ...context.images, read: () => Promise.resolve(picture!) }
  const latent = await sampleClip(given, {
    latent: empty(model, 17),
    known: [{ content: { kind: 'image', image }, at: 0 }],
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
