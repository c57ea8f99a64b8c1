import type { VideoFacts } from '../../workflows/asset.ts'
import { defineNode, type ParamValues } from '../define-node.ts'
import { param } from '../define-param.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { ahead, isComplete } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'
import { portFactsOf, videoFactsOf } from './video-facts.ts'

const place = { default: 0, min: -100, max: 100, step: 0.5, unit: '%', inline: true }

const params = {
  x: param.number({ label: { en: 'From the left', 'zh-CN': '水平位置' }, ...place }),
  y: param.number({ label: { en: 'From the top', 'zh-CN': '垂直位置' }, ...place }),
  size: param.number({
    label: { en: 'Width', 'zh-CN': '宽度' },
    help: {
      en: 'In percent of the lower clip; 0 keeps the pixels of the upper one.',
      'zh-CN': '相对下层片段宽度的百分比；0 表示保持上层原始像素。',
    },
    ...{ default: 0, min: 0, max: 400, step: 1, unit: '%', inline: true },
  }),
  opacity: param.number({
    label: { en: 'Opacity', 'zh-CN': '不透明度' },
    ...{ default: 1, min: 0, max: 1, step: 0.01, slider: true, inline: true },
  }),
  mode: param.choice({
    label: { en: 'Blend', 'zh-CN': '混合模式' },
    default: 'normal',
    choices: [
      { value: 'normal', label: { en: 'Normal', 'zh-CN': '正常' } },
      { value: 'multiply', label: { en: 'Multiply', 'zh-CN': '正片叠底' } },
      { value: 'screen', label: { en: 'Screen', 'zh-CN': '滤色' } },
      { value: 'overlay', label: { en: 'Overlay', 'zh-CN': '叠加' } },
      { value: 'addition', label: { en: 'Add', 'zh-CN': '相加' } },
      { value: 'darken', label: { en: 'Darken', 'zh-CN': '变暗' } },
      { value: 'lighten', label: { en: 'Lighten', 'zh-CN': '变亮' } },
      { value: 'difference', label: { en: 'Difference', 'zh-CN': '差值' } },
      { value: 'softlight', label: { en: 'Soft light', 'zh-CN': '柔光' } },
      { value: 'hardlight', label: { en: 'Hard light', 'zh-CN': '强光' } },
    ],
  }),
  start: param.integer({
    label: { en: 'Start', 'zh-CN': '开始帧' },
    ...{ default: 0, min: 0, max: 1_000_000, unit: 'frames' },
  }),
}

export default defineNode({
  id: 'overlay-video',
  version: 1,
  label: { en: 'Overlay', 'zh-CN': '叠加视频' },
  category: 'video',
  help: {
    en: 'Lays one clip over another: picture in picture, a logo, a keyed figure on a background. Place and size are told in percent of the lower clip, whose size, frame rate, length and sound the result has. Transparent parts stay transparent.',
    'zh-CN':
      '将一个片段叠加到另一个之上：画中画、徽标、抠像人物等。位置和大小以相对下层片段的百分比表示；结果的尺寸、帧率、时长和声音与下层一致。透明部分保持透明。',
  },
  example: {
    en: 'From the left 70, width 25: a small picture at the right.',
    'zh-CN': '水平 70、宽度 25：右侧的小画面。',
  },
  synonyms: [
    'ImageCompositeMasked',
    'composite',
    'picture in picture',
    'pip',
    'watermark',
    'blend',
    '画中画',
    '合成',
    '水印',
  ],
  inputs: {
    video: { socket: videoSocket, label: { en: 'Lower clip', 'zh-CN': '下层' } },
    above: { socket: videoSocket, label: { en: 'Upper clip', 'zh-CN': '上层' } },
  },
  params,
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params: given }) {
    const below = videoFactsOf(inputs.video)
    const above = videoFactsOf(inputs.above)
    if (!below || !above || !isComplete(params, given)) return {}
    return { outputs: { video: portFactsOf(overlaid(ahead(below), ahead(above), given).facts) } }
  },
  run: ({ inputs, params: given }) => ({
    outputs: { video: overlaid(inputs.video, inputs.above, given) },
  }),
})

function overlaid(below: VideoValue, above: VideoValue, given: ParamValues<typeof params>): VideoValue {
  const { x, y, size, opacity, mode, start } = given
  const share = (percent: number, length: number) => Math.round((percent * length) / 100)
  const described = {
    ...{ x: share(x, below.facts.width), y: share(y, below.facts.height) },
    ...sizeOf(size, below.facts, above.facts),
    ...{ opacity, mode, start },
  }
  return editedVideo({ op: 'overlay', inputs: [below, above], params: described, facts: below.facts })
}

function sizeOf(percent: number, below: VideoFacts, above: VideoFacts) {
  if (percent === 0) return { width: above.width, height: above.height }
  const width = Math.max(1, Math.round((percent * below.width) / 100))
  return { width, height: Math.max(1, Math.round((width * above.height) / above.width)) }
}
