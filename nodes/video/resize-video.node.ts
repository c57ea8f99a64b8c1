import type { VideoFacts } from '../../workflows/asset.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { scaleVideo } from './video-edits.ts'

const side = { min: 0, max: 8192, unit: 'px', inline: true }

export const fitParam = param.choice({
  label: { en: 'Fit', 'zh-CN': '适应方式' },
  default: 'cover',
  choices: [
    { value: 'cover', label: { en: 'Fill, cut the edges', 'zh-CN': '填满并裁边' } },
    { value: 'contain', label: { en: 'Fit, black bars', 'zh-CN': '完整显示，加黑边' } },
    { value: 'stretch', label: { en: 'Stretch', 'zh-CN': '拉伸' } },
  ],
  inline: true,
})

export default defineVideoEdit({
  id: 'resize-video',
  label: { en: 'Resize video', 'zh-CN': '调整尺寸' },
  help: {
    en: 'Brings a clip to a size: filled and cut, fitted with black bars, or stretched. A side of 0 follows from the other by the shape of the clip. Sides are rounded to a multiple, so that they suit a model (16 or 32) or an encoder (2).',
    'zh-CN':
      '将片段调整到指定尺寸：填满并裁边、完整显示加黑边，或拉伸。某一边为 0 时按原比例计算。边长会取整为指定倍数，以适合模型（16 或 32）或编码器（2）。',
  },
  example: {
    en: '832×480, fill, multiple of 16: ready for VAE encode.',
    'zh-CN': '832×480、填满、16 的倍数：可直接用于 VAE 编码。',
  },
  synonyms: [
    'ImageScale',
    'ImageResizeKJ',
    'ImageResizeKJv2',
    'scale',
    'downscale',
    'letterbox',
    '缩放',
    '改变大小',
  ],
  params: {
    width: param.integer({ label: { en: 'Width', 'zh-CN': '宽' }, default: 832, ...side }),
    height: param.integer({ label: { en: 'Height', 'zh-CN': '高' }, default: 480, ...side }),
    fit: fitParam,
    multiple: param.integer({
      label: { en: 'Multiple of', 'zh-CN': '取整倍数' },
      default: 2,
      min: 1,
      max: 256,
    }),
    method: param.choice({
      label: { en: 'Method', 'zh-CN': '方法' },
      default: 'lanczos',
      choices: [
        { value: 'lanczos', label: { en: 'Lanczos (sharp)', 'zh-CN': 'Lanczos（锐利）' } },
        { value: 'bicubic', label: { en: 'Bicubic', 'zh-CN': '双三次' } },
        { value: 'area', label: { en: 'Area (shrinking)', 'zh-CN': '区域（缩小）' } },
        { value: 'neighbor', label: { en: 'Nearest (pixel art)', 'zh-CN': '最近邻（像素风）' } },
      ],
    }),
  },
  problems(facts, wanted) {
    const { width, height } = resizedTo(facts, wanted)
    if (Math.max(width, height) <= 16_384) return []
    return [problem('size-too-large', { given: `${width}×${height}` }, { port: 'width' })]
  },
  edit: (video, params) =>
    scaleVideo(video, { ...resizedTo(video.facts, params), fit: params.fit, flags: params.method }),
})

interface Wanted {
  readonly width: number
  readonly height: number
  readonly multiple: number
}

/** A side of 0 follows from the other; both 0 keep the size. */
export function resizedTo(
  facts: Pick<VideoFacts, 'width' | 'height'>,
  { width, height, multiple }: Wanted,
): { readonly width: number; readonly height: number } {
  const snapped = (length: number) => Math.max(multiple, Math.round(length / multiple) * multiple)
  const wide = width || (height ? (height * facts.width) / facts.height : facts.width)
  const high = height || (width ? (width * facts.height) / facts.width : facts.height)
  return { width: snapped(wide), height: snapped(high) }
}
