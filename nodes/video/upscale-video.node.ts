import { upscalePicture, type Upscaler } from '../../models/upscale-picture.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import type { RgbFrame, RunContext } from '../run-context.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { scaleVideo } from './video-edits.ts'
import { ahead } from './video-edit-node.ts'
import { opaqueFacts, portFactsOf, videoFactsOf } from './video-facts.ts'
import { withSoundOf } from './with-sound-of.ts'

export default defineNode({
  id: 'upscale-video',
  version: 1,
  label: { en: 'Upscale video', 'zh-CN': '放大视频' },
  category: 'video',
  help: {
    en: 'Makes a video larger. Lanczos is instant and stays true to the pixels; an upscaler model invents plausible detail, frame by frame and tile by tile, and takes its time. When the model enlarges by another factor than the one asked for, its result is scaled to that size. A factor below 1 makes the video smaller.',
    'zh-CN':
      '放大视频。Lanczos 速度极快且忠于原像素；放大模型会逐帧、分块地补充合理的细节，耗时较长。若模型的放大倍数与所需倍数不同，会再缩放到目标尺寸。倍数小于 1 时为缩小。',
  },
  example: {
    en: 'Lanczos by 4 turns 96×96 into 384×384.',
    'zh-CN': 'Lanczos 放大 4 倍，96×96 变为 384×384。',
  },
  synonyms: [
    'ImageScaleBy',
    'ImageUpscaleWithModel',
    'UpscaleModelLoader',
    'ESRGAN',
    'enlarge',
    'resize',
    '超分',
    '高清放大',
  ],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    method: param.choice({
      label: { en: 'Method', 'zh-CN': '方法' },
      default: 'lanczos',
      choices: [
        { value: 'lanczos', label: { en: 'Lanczos', 'zh-CN': 'Lanczos' } },
        { value: 'model', label: { en: 'Upscaler model', 'zh-CN': '放大模型' } },
      ],
      inline: true,
    }),
    model: param.model({
      label: { en: 'Upscaler', 'zh-CN': '放大模型' },
      default: '',
      modelKind: 'upscaler',
      optional: true,
    }),
    factor: param.number({
      label: { en: 'Factor', 'zh-CN': '倍数' },
      default: 2,
      min: 0.01,
      max: 8,
      step: 0.5,
      inline: true,
    }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params: { method, model, factor } }) {
    const isModelMissing = method === 'model' && model === ''
    const problems = isModelMissing ? [problem('upscaler-not-chosen', {}, { port: 'model' })] : []
    const facts = videoFactsOf(inputs.video)
    if (!facts || factor === undefined) return { problems }
    const seen = method === 'model' ? opaqueFacts(facts) : facts
    const large = scaleVideo(ahead(seen), { ...largerSize(facts, factor), fit: 'stretch', flags: 'lanczos' })
    return { outputs: { video: portFactsOf(large.facts) }, problems }
  },
  async run({ inputs: { video }, params: { method, model, factor }, context }) {
    const size = { ...largerSize(video.facts, factor), fit: 'stretch', flags: 'lanczos' } as const
    if (method === 'lanczos') return { outputs: { video: scaleVideo(video, size) } }
    if (model === '') throw new UserFailure('upscaler-not-chosen', {}, { port: 'model' })
    const large = withSoundOf(video, await enlarge(video, await context.models.upscaler(model), context))
    const fits = large.facts.width === size.width && large.facts.height === size.height
    return { outputs: { video: fits ? large : scaleVideo(large, size) } }
  },
})

interface Size {
  readonly width: number
  readonly height: number
}

/** Even sides, which every video format takes. */
function largerSize({ width, height }: Size, factor: number): Size {
  const even = (length: number): number => Math.max(2, Math.round((length * factor) / 2) * 2)
  return { width: even(width), height: even(height) }
}

async function enlarge(video: VideoValue, upscaler: Upscaler, context: RunContext): Promise<VideoValue> {
  const { width, height, fps } = video.facts
  const size = { width: width * upscaler.scale, height: height * upscaler.scale }
  return context.media.writeFrames(enlarged(video, upscaler, context), { ...size, fps })
}

async function* enlarged(
  video: VideoValue,
  upscaler: Upscaler,
  context: RunContext,
): AsyncGenerator<RgbFrame> {
  let done = 0
  for await (const frame of context.media.readFrames(video)) {
    yield await upscalePicture(frame, upscaler)
    done += 1
    context.progress(done, video.facts.frames)
    await context.breathe()
  }
}
