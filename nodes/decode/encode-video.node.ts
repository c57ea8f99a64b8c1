import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { latentFacts } from '../latent/latent-facts.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { farFromTraining } from '../latent/trained-size.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { vaeSocket } from '../sockets/vae.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { videoFactsOf } from '../video/video-facts.ts'
import { encodeClip, fittingSize } from './encode-clip.ts'

const side = { default: 0, min: 0, max: 4096, step: 16, unit: 'px' }

export default defineNode({
  id: 'encode-video',
  version: 1,
  label: { en: 'VAE encode', 'zh-CN': 'VAE 编码' },
  category: 'decode',
  help: {
    en: 'Turns a video into a latent, so that the sampler can change it (video to video with a strength below 1). The frames are scaled and cropped to a size the model can make, and a few frames at the end are left out where the count does not fit its rule. A width or height of 0 keeps the video’s own.',
    'zh-CN':
      '将视频转换为潜空间，供采样器修改（强度小于 1 的视频生视频）。画面会缩放并裁剪到模型支持的尺寸；若帧数不符合规则，会舍去末尾的几帧。宽或高设为 0 则沿用视频自身的尺寸。',
  },
  example: {
    en: 'Load video → VAE encode → sampler with strength 0.6: the same motion in another style.',
    'zh-CN': '加载视频 → VAE 编码 → 强度为 0.6 的采样器：动作不变，风格改变。',
  },
  synonyms: ['VAEEncode', 'VAEEncodeTiled', 'WanVideoEncode', 'video to latent', 'video to video', '编码'],
  inputs: {
    vae: { socket: vaeSocket, label: { en: 'VAE', 'zh-CN': 'VAE' } },
    video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } },
  },
  params: {
    width: param.integer({ label: { en: 'Width', 'zh-CN': '宽度' }, ...side }),
    height: param.integer({ label: { en: 'Height', 'zh-CN': '高度' }, ...side }),
  },
  outputs: { latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } } },
  infer({ inputs, params: { width, height }, world }) {
    const model = modelAhead(inputs.vae, world)
    const video = videoFactsOf(inputs.video)
    if (!model || !video || width === undefined || height === undefined) return {}
    const size = fittingSize(video, { width, height }, model)
    const problems = farFromTraining(size, model, false)
    return { outputs: { latent: latentFacts(model, size, video.fps) }, problems }
  },
  async run({ inputs: { vae, video }, params, context }) {
    const model = await context.models.get(vae.modelId)
    return { outputs: { latent: await encodeClip({ model, video, wanted: params, context }) } }
  },
})
