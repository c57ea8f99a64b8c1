import type { Conditioning } from '../../models/define-family.ts'
import { anchored, channelLook, type ChannelLook } from '../../models/latent-anchor.ts'
import { tensor } from '../../models/tensor.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { MessageCode } from '../../workflows/messages.ts'
import type { Problem } from '../../workflows/problem.ts'
import { decodeLatent } from '../decode/decode-latent.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { type ModelAhead, modelAhead } from '../latent/model-ahead.ts'
import { sizeProblems } from '../latent/size-problems.ts'
import { problem } from '../problem.ts'
import type { CheckpointAccess, LoadedModel } from '../run-context.ts'
import { samplingInputs } from '../sampling/sampling-inputs.ts'
import { type ImageValue, imageSocket } from '../sockets/image.socket.ts'
import type { KnownFrames } from '../sockets/known-frames.socket.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { lengthAhead, lengthProblems } from '../text/prompt-problems.ts'
import { concatVideos, trimVideo } from '../video/video-edits.ts'
import { makeBridge } from './bridge.ts'
import { fillClip } from './fill-clip.ts'
import { joinBridge } from './join-bridge.ts'
import { keptParts } from './kept-parts.ts'
import { shareOf } from './part-of-work.ts'
import { readCards, type StoryCard } from './storyboard-cards.ts'
import { type StoryShot, storyShots } from './storyboard-shots.ts'
import { verbParams } from './verb-params.ts'

/** How freely the way from one shot to the next is made, as in `connect-videos`, and the frames of both it sees. */
const wayFreedom = 0.7
const seenOfShots = 9

const side = { default: 96, min: 16, max: 4096, step: 16, unit: 'px', inline: true }

export default defineNode({
  id: 'storyboard',
  // 2: the shots share their look and no longer a frame, which brought the first shot's subject and place along.
  // 3: a picture or clip after words has a shot of its own, with a way to it; it used to decide the scene before it too.
  version: 3,
  upgrade: { 1: (params) => params, 2: (params) => params },
  label: { en: 'Storyboard', 'zh-CN': '故事板' },
  category: 'frames',
  help: {
    en: 'Tells a video in cards at times on a track, one a line: “2: a cat jumps” changes the prompt at second 2 with a soft crossfade, “3: [image 1]” leads the video to a picture that is wired in and on from it, [clip 1] to a clip, and “4 cut: a penguin” begins a new shot. Each card’s words hold up to the way to the next one, which is made to fit; the shots share their noise and the look of the first, so that they are one film: name a subject in the same words and it stays the same.',
    'zh-CN':
      '用时间轴上的卡片讲述视频，每行一张：“2: a cat jumps”在第 2 秒柔和地切换提示词；“3: [image 1]”让视频过渡到所连接的图片并由此继续，[clip 1] 为片段；“4 cut: a penguin”开始新镜头。每张卡片的文字一直有效，直到通往下一张的过渡，过渡自动生成；各镜头共享噪声与首个镜头的色调，看起来属于同一部影片；用同样的词描述的主体保持一致。',
  },
  example: {
    en: '0: a cat walks in a forest ⏎ 2: a cat jumps in a forest ⏎ 4 cut: a penguin on a beach',
    'zh-CN': '0: 猫在森林中行走 ⏎ 2: 猫在森林中跳跃 ⏎ 4 cut: 海滩上的企鹅',
  },
  synonyms: [
    'storyboard',
    'prompt travel',
    'prompt schedule',
    'multi-shot',
    'timeline',
    '分镜',
    '多镜头',
    '提示词时间轴',
  ],
  inputs: {
    model: samplingInputs.model,
    negative: samplingInputs.negative,
    noise: samplingInputs.noise,
    schedule: samplingInputs.schedule,
    guider: samplingInputs.guider,
    images: { socket: imageSocket, label: { en: 'Images', 'zh-CN': '图像' }, many: true, optional: true },
    clips: { socket: videoSocket, label: { en: 'Clips', 'zh-CN': '片段' }, many: true, optional: true },
  },
  params: {
    cards: param.text({
      label: { en: 'Cards', 'zh-CN': '卡片' },
      ...{
        default: '0: a cat walks in a forest\n2: a cat jumps in a forest',
        multiline: true,
        maxLength: 20_000,
        inline: true,
      },
      form: { kind: 'cards', seconds: 'seconds', images: 'images', clips: 'clips' },
    }),
    seconds: param.number({
      label: { en: 'Seconds', 'zh-CN': '秒数' },
      ...{ default: 4, min: 0.1, max: 600, step: 0.5, unit: 's', inline: true },
    }),
    width: param.integer({ label: { en: 'Width', 'zh-CN': '宽度' }, ...side }),
    height: param.integer({ label: { en: 'Height', 'zh-CN': '高度' }, ...side }),
    fps: param.integer({
      label: { en: 'Frames per second', 'zh-CN': '每秒帧数' },
      default: 8,
      min: 1,
      max: 120,
    }),
    fade: param.number({
      label: { en: 'Crossfade', 'zh-CN': '过渡' },
      help: {
        en: 'Seconds over which one card gives way to the next within a shot.',
        'zh-CN': '同一镜头内前后卡片过渡的秒数。',
      },
      ...{ default: 0.5, min: 0, max: 60, step: 0.1, unit: 's' },
    }),
    reference: param.number({
      label: { en: 'Shared look', 'zh-CN': '共享色调' },
      help: {
        en: 'How far the colours and contrast of later shots are brought to those of the first. Shots that pass through pictures or clips keep theirs.',
        'zh-CN': '后续镜头的色彩与对比向首个镜头靠近的程度。含有图片或片段的镜头保持自身色调。',
      },
      ...{ default: 0.15, min: 0, max: 1, step: 0.05, slider: true },
    }),
    guidance: verbParams.guidance,
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params: { cards, seconds, width, height, fps, fade }, world }) {
    if (cards === undefined || seconds === undefined || fps === undefined || fade === undefined) return {}
    const read = readCards(cards)
    const model = modelAhead(inputs.model, world)
    const wired = { images: inputs.images?.length ?? 0, clips: inputs.clips?.length ?? 0 }
    const problems = [...read.problems, ...cardProblems(read.cards, { seconds, ...wired })]
    if (!model || problems.length > 0 || width === undefined || height === undefined) return { problems }
    const stride = model.family.frameStride(model.configs)
    const shots = storyShots({ cards: read.cards, seconds, framesPerSecond: fps, stride, fade })
    const frames = shots.reduce((sum, shot) => sum + shot.shown, 0)
    const wrong = sizeProblems({ width, height, frames: 1 }, model)
    if (wrong.length > 0) return { problems: wrong }
    const video = { width, height, frames, fps: { num: fps, den: 1 }, hasAudio: false }
    return { outputs: { video }, problems: longCards(read.cards, model) }
  },
  async run({ inputs: { images, clips, ...given }, params, context }) {
    const { cards, problems } = readCards(params.cards)
    const { seconds, width, height, fps, fade, reference, guidance } = params
    const wired = { images: images.length, clips: clips.length }
    const [wrong] = [...problems, ...cardProblems(cards, { seconds, ...wired })]
    if (wrong) throw new UserFailure(wrong.code as MessageCode, wrong.values, { port: 'cards' })
    const model = await context.models.get(given.model.modelId)
    const { family, sessions } = model
    const stride = family.frameStride(sessions.configs)
    const shots = storyShots({ cards, seconds, framesPerSecond: fps, stride, fade })
    const kept = await keptParts(context.checkpoint)
    const videos: VideoValue[] = []
    let look: ChannelLook | undefined
    for (const [index, shot] of shots.entries()) {
      const share = shareOf(context, index, shots.length)
      const parts = shot.passage > 0 ? 3 : 2
      const positive = await promptsOf(shot, model)
      const room = {
        tensor: tensor(family.latentShape({ width, height, frames: shot.frames }, sessions.configs)),
        ...{ familyId: family.id, fps: { num: fps, den: 1 } },
      }
      const make = async (checkpoint: CheckpointAccess) => {
        const { tensor: made } = await fillClip({
          given: { ...given, positive },
          ...{ model, latent: room, known: knownOf(shot, images, clips), guidance },
          context: { ...shareOf(share, 0, parts), checkpoint },
        })
        return made
      }
      const made = await kept({ dims: room.tensor.dims, make })
      const shared = { strength: reference, rampIn: 0, rampOut: 0 }
      const latent = {
        ...room,
        tensor: look && shot.known.length === 0 ? anchored(made, look, shared) : made,
      }
      look ??= channelLook(made)
      const clip = await decodeLatent({ model, latent, context: shareOf(share, 1, parts) })
      const right = trimVideo(clip, { start: 0, count: shot.shown })
      const before = shot.passage > 0 ? videos.pop() : undefined
      if (before) {
        const left = trimVideo(before, { start: 0, count: before.facts.frames - shot.passage })
        const ends = { left, right, context: shareOf(share, 2, parts) }
        const way = { frames: shot.passage, seen: seenOfShots, strength: wayFreedom, guidance, kept }
        const bridge = await makeBridge({
          given: { ...given, positive: positive.slice(0, 1) },
          ...way,
          ...ends,
        })
        videos.push(await joinBridge({ ...ends, made: bridge }))
      } else videos.push(right)
    }
    return { outputs: { video: concatVideos(videos, { join: 'cut', frames: 1 }) } }
  },
})

interface Wired {
  readonly seconds: number
  readonly images: number
  readonly clips: number
}

function cardProblems(cards: readonly StoryCard[], { seconds, images, clips }: Wired): readonly Problem[] {
  const place = { port: 'cards' }
  return cards.flatMap(({ at, image = 0, clip = 0 }) => [
    ...(at >= seconds ? [problem('storyboard-past-end', { at, seconds }, { port: 'seconds' })] : []),
    ...(image > images
      ? [problem('storyboard-not-wired', { card: `[image ${image}]`, count: images }, place)]
      : []),
    ...(clip > clips
      ? [problem('storyboard-not-wired', { card: `[clip ${clip}]`, count: clips }, place)]
      : []),
  ])
}

/** Cards whose text is longer than the encoder reads. */
function longCards(cards: readonly StoryCard[], model: ModelAhead): readonly Problem[] {
  return cards.flatMap(({ text }) => {
    const length = lengthAhead(text, model)
    return length ? lengthProblems(length).map((found) => ({ ...found, port: 'cards' })) : []
  })
}

async function promptsOf(
  { prompts }: StoryShot,
  { family, sessions }: LoadedModel,
): Promise<readonly Conditioning[]> {
  const encoded: Conditioning[] = []
  for (const { text, ...span } of prompts) {
    const prompt = await family.encodeText(text, sessions)
    encoded.push(prompts.length === 1 ? prompt : { ...prompt, span })
  }
  return encoded
}

function knownOf(
  { known }: StoryShot,
  images: readonly ImageValue[],
  clips: readonly VideoValue[],
): readonly KnownFrames[] {
  return known.flatMap(({ frame: at, image = 0, clip = 0 }) => {
    const picture = images[image - 1]
    const video = clips[clip - 1]
    return [
      ...(picture ? [{ content: { kind: 'image' as const, image: picture }, at }] : []),
      ...(video ? [{ content: { kind: 'video' as const, video }, at }] : []),
    ]
  })
}
