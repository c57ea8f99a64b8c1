import { interpolatePictures, type Interpolator } from '../../models/interpolate-pictures.ts'
import { type Rational, reducedRational } from '../../workflows/asset.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import type { RgbFrame, RunContext } from '../run-context.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { ahead } from './video-edit-node.ts'
import { changeFps } from './video-edits.ts'
import { portFactsOf, videoFactsOf } from './video-facts.ts'
import { withSoundOf } from './with-sound-of.ts'

export default defineNode({
  id: 'interpolate-frames',
  version: 1,
  label: { en: 'Interpolate frames', 'zh-CN': '插帧' },
  category: 'video',
  help: {
    en: 'Multiplies the frame rate with frames in between. Motion (block matching) and blend (a mix of neighbours) need no model and work on any clip; where much moves at once, blend looks calmer. An interpolation model, when one is installed, invents the frames between each two and takes its time. Works with 8 bits.',
    'zh-CN':
      '以中间帧成倍提高帧率。“运动补偿”（块匹配）与“混合”（相邻帧混合）无需模型，适用于任何片段；画面变化剧烈时，“混合”更稳。若已安装插帧模型，也可由模型生成每两帧之间的画面，耗时较长。以 8 位处理。',
  },
  example: {
    en: 'A clip of 16 fps times 2 plays at 32 fps.',
    'zh-CN': '16 fps 的片段乘以 2，以 32 fps 播放。',
  },
  synonyms: ['RIFE VFI', 'FILM VFI', 'minterpolate', 'smooth', 'tween', '补帧', '中间帧'],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    factor: param.integer({
      label: { en: 'Times', 'zh-CN': '倍数' },
      default: 2,
      min: 2,
      max: 8,
      inline: true,
    }),
    method: param.choice({
      label: { en: 'New frames', 'zh-CN': '补帧方式' },
      default: 'motion',
      choices: [
        { value: 'motion', label: { en: 'Motion', 'zh-CN': '运动补偿' } },
        { value: 'blend', label: { en: 'Blend', 'zh-CN': '混合' } },
        { value: 'model', label: { en: 'Interpolation model', 'zh-CN': '插帧模型' } },
      ],
      inline: true,
    }),
    model: param.model({
      label: { en: 'Model', 'zh-CN': '模型' },
      default: '',
      modelKind: 'interpolator',
      optional: true,
    }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params: { factor, method, model } }) {
    const isModelMissing = method === 'model' && model === ''
    const problems = isModelMissing ? [problem('interpolator-not-chosen', {}, { port: 'model' })] : []
    const facts = videoFactsOf(inputs.video)
    if (!facts || factor === undefined) return { problems }
    // The frames of a model are as many, as fast and as opaque as blended ones.
    const smooth = changeFps(ahead(facts), fasterFps(facts.fps, factor), 'blend')
    return { outputs: { video: portFactsOf(smooth.facts) }, problems }
  },
  async run({ inputs: { video }, params: { factor, method, model }, context }) {
    const fps = fasterFps(video.facts.fps, factor)
    if (method !== 'model') return { outputs: { video: changeFps(video, fps, method) } }
    if (model === '') throw new UserFailure('interpolator-not-chosen', {}, { port: 'model' })
    const interpolator = await context.models.interpolator(model)
    const { width, height } = video.facts
    const frames = invented(video, { interpolator, factor, context })
    const made = await context.media.writeFrames(frames, { width, height, fps })
    return { outputs: { video: withSoundOf(video, made) } }
  },
})

function fasterFps({ num, den }: Rational, factor: number): Rational {
  return reducedRational({ num: num * factor, den })
}

interface Inventing {
  readonly interpolator: Interpolator
  readonly factor: number
  readonly context: RunContext
}

async function* invented(
  video: VideoValue,
  { interpolator, factor, context }: Inventing,
): AsyncGenerator<RgbFrame> {
  let done = 0
  for await (const frame of interpolatePictures(context.media.readFrames(video), { interpolator, factor })) {
    yield frame
    done += 1
    context.progress(done, video.facts.frames * factor)
    await context.breathe()
  }
}
