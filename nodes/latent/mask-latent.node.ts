import { latentMask } from '../../models/latent-mask.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import type { RgbFrame, RunContext } from '../run-context.ts'
import { type ImageValue, imageSocket } from '../sockets/image.socket.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { modelSocket } from '../sockets/model.socket.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'

const share = { min: 0, max: 1, step: 0.05 }

export default defineNode({
  id: 'mask-latent',
  version: 1,
  label: { en: 'Mask', 'zh-CN': '遮罩' },
  category: 'latent',
  help: {
    en: 'Says which part of a clip the sampler makes anew: what is white in a painted picture or a mask video, or a rectangle when neither is connected. The rest stays exactly as it is. Inverted, everything but that part is made anew.',
    'zh-CN':
      '指定采样器重新生成片段的哪一部分：手绘图片或遮罩视频中的白色区域；若都未连接，则为一个矩形。其余部分保持不变。反转后则重新生成该部分以外的内容。',
  },
  example: {
    en: 'The middle third of the frame, strength 0.9, “a penguin”: the penguin takes the place of the cat.',
    'zh-CN': '画面中间三分之一，强度 0.9，“一只企鹅”：企鹅取代了猫。',
  },
  synonyms: ['SetLatentNoiseMask', 'inpaint', 'VAEEncodeForInpaint', 'masked', '局部重绘', '蒙版'],
  inputs: {
    model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } },
    latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } },
    picture: { socket: imageSocket, label: { en: 'Painted mask', 'zh-CN': '手绘遮罩' }, optional: true },
    video: { socket: videoSocket, label: { en: 'Mask video', 'zh-CN': '遮罩视频' }, optional: true },
  },
  params: {
    invert: param.toggle({
      label: { en: 'Outside instead', 'zh-CN': '改为外部' },
      default: false,
      inline: true,
    }),
    left: param.number({ label: { en: 'Left', 'zh-CN': '左' }, default: 0.25, ...share }),
    top: param.number({ label: { en: 'Top', 'zh-CN': '上' }, default: 0.25, ...share }),
    width: param.number({ label: { en: 'Width', 'zh-CN': '宽' }, default: 0.5, ...share }),
    height: param.number({ label: { en: 'Height', 'zh-CN': '高' }, default: 0.5, ...share }),
  },
  outputs: { latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } } },
  infer: ({ inputs }) => ({ outputs: { latent: inputs.latent } }),
  async run({ inputs: { model, latent, picture, video }, params, context }) {
    const { family, sessions } = await context.models.get(model.modelId)
    const [, , frames = 1, height = 1, width = 1] = latent.tensor.dims
    const size = family.videoSize(latent.tensor.dims, sessions.configs)
    const masks = await masksOf({ picture, video, size, params, context })
    const place = { frames, height, width, stride: family.frameStride(sessions.configs) }
    const shown = params.invert
      ? masks.map((mask) => ({ ...mask, data: mask.data.map((value) => 1 - value) }))
      : masks
    return { outputs: { latent: { ...latent, mask: latentMask(shown, place) } } }
  },
})

interface MaskRequest {
  readonly picture: ImageValue | undefined
  readonly video: VideoValue | undefined
  readonly size: { readonly width: number; readonly height: number }
  readonly params: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
  }
  readonly context: RunContext
}

interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

async function masksOf({ picture, video, size, params, context }: MaskRequest): Promise<readonly Mask[]> {
  const fit = { width: size.width, height: size.height, fit: 'stretch' } as const
  if (picture) return [brightness(await context.images.read(picture, fit))]
  if (!video) return [rectangle(size, params)]
  const masks: Mask[] = []
  for await (const frame of context.media.readFrames(video, { size: fit })) masks.push(brightness(frame))
  return masks
}

function brightness({ width, height, data }: RgbFrame): Mask {
  const values = Float32Array.from({ length: width * height }, (_, at) => (data[at * 3 + 1] ?? 0) / 255)
  return { width, height, data: values }
}

function rectangle({ width, height }: MaskRequest['size'], params: MaskRequest['params']): Mask {
  const data = Float32Array.from({ length: width * height }, (_, at) => {
    const x = ((at % width) + 0.5) / width - params.left
    const y = (Math.floor(at / width) + 0.5) / height - params.top
    return x >= 0 && x < params.width && y >= 0 && y < params.height ? 1 : 0
  })
  return { width, height, data }
}
