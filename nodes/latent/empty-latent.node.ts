import { tensor } from '../../models/tensor.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { MessageCode } from '../../workflows/messages.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { modelSocket } from '../sockets/model.socket.ts'
import { latentFacts } from './latent-facts.ts'
import { modelAhead } from './model-ahead.ts'
import { sizeProblems } from './size-problems.ts'
import { farFromTraining } from './trained-size.ts'

export default defineNode({
  id: 'empty-latent',
  version: 1,
  label: { en: 'Empty video latent', 'zh-CN': '空视频潜空间' },
  category: 'latent',
  help: {
    en: 'Says how large and how long the new video will be. Each model has its own rules: sizes on a grid and frame counts such as 4n + 1, because its VAE packs four frames into one after the first. One frame makes a picture. Seconds are frames divided by frames per second.',
    'zh-CN':
      '设定新视频的尺寸与长度。每个模型都有自己的规则：尺寸须落在网格上，帧数须为 4n + 1 之类的形式，因为除首帧外 VAE 会把每四帧压缩为一帧。设为一帧即生成图片。时长（秒）等于帧数除以帧率。',
  },
  example: {
    en: '96×96 with 17 frames at 8 frames per second lasts a little over two seconds.',
    'zh-CN': '96×96、17 帧、每秒 8 帧，时长略多于两秒。',
  },
  synonyms: [
    'EmptyLatentImage',
    'EmptyHunyuanLatentVideo',
    'EmptyLTXVLatentVideo',
    'resolution',
    'duration',
    'size',
    '空Latent',
    '分辨率',
  ],
  inputs: { model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } } },
  params: {
    width: param.integer({
      label: { en: 'Width', 'zh-CN': '宽度' },
      default: 96,
      min: 16,
      max: 4096,
      step: 16,
      unit: 'px',
      inline: true,
    }),
    height: param.integer({
      label: { en: 'Height', 'zh-CN': '高度' },
      default: 96,
      min: 16,
      max: 4096,
      step: 16,
      unit: 'px',
      inline: true,
    }),
    frames: param.integer({
      label: { en: 'Frames', 'zh-CN': '帧数' },
      default: 17,
      min: 1,
      max: 1025,
      step: 4,
      inline: true,
    }),
    fps: param.integer({
      label: { en: 'Frames per second', 'zh-CN': '每秒帧数' },
      default: 8,
      min: 1,
      max: 120,
      inline: true,
    }),
    loop: param.toggle({
      label: { en: 'Loop', 'zh-CN': '循环' },
      help: {
        en: 'The last frame leads back to the first: the video is made as a circle and can be repeated without a seam. It has one frame less then.',
        'zh-CN': '最后一帧回到第一帧：视频以环形生成，可无缝重复播放。此时总帧数少一帧。',
      },
      default: false,
    }),
  },
  outputs: { latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } } },
  infer({ inputs, params: { width, height, frames, fps, loop }, world }) {
    const model = modelAhead(inputs.model, world)
    if (!model || width === undefined || height === undefined || frames === undefined) return {}
    const size = { width, height, frames }
    const { family, configs } = model
    const problems = sizeProblems(size, model)
    if (problems.length > 0 || fps === undefined) return { problems }
    const facts = latentFacts(model, size, { num: fps, den: 1 })
    const shape = loop ? loopShape(family.latentShape(size, configs)) : family.latentShape(size, configs)
    const video = { ...facts, shape, frames: loop ? loopFrames(frames) : frames }
    return { outputs: { latent: { ...video, isEmpty: true } }, problems: farFromTraining(size, model) }
  },
  async run({ inputs, params: { fps, loop, ...size }, context }) {
    const { family, sessions } = await context.models.get(inputs.model.modelId)
    const [wrong] = sizeProblems(size, { family, configs: sessions.configs })
    // Params that a wire drives are known only now.
    if (wrong) throw new UserFailure(wrong.code as MessageCode, wrong.values, { port: wrong.port })
    const shape = family.latentShape(size, sessions.configs)
    const zeros = tensor(
      loop ? shape.map((side, axis) => (axis === 2 ? Math.max(1, side - 1) : side)) : shape,
    )
    const latent = { tensor: zeros, familyId: family.id, fps: { num: fps, den: 1 } }
    return { outputs: { latent: loop ? { ...latent, circular: true } : latent } }
  },
})

/** In a circle no frame stands alone: the stride · n + 1 frames become stride · n. */
function loopFrames(frames: number): number {
  return Math.max(1, frames - 1)
}

function loopShape(shape: readonly number[]): readonly number[] {
  return shape.map((side, axis) => (axis === 2 ? Math.max(1, side - 1) : side))
}
