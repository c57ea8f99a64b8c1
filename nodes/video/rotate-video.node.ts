import { param } from '../define-param.ts'
import { colorParam, colorProblems } from './color-params.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

export default defineVideoEdit({
  id: 'rotate-video',
  label: { en: 'Rotate video', 'zh-CN': '旋转视频' },
  help: {
    en: 'Turns the picture clockwise. Quarter turns lose nothing and swap width and height; other angles keep the size and fill the corners with a colour.',
    'zh-CN': '顺时针旋转画面。90° 的倍数无损并交换宽高；其他角度保持尺寸，并以颜色填充四角。',
  },
  example: { en: '90 degrees stands a lying clip up.', 'zh-CN': '旋转 90 度，把横放的片段竖起来。' },
  synonyms: ['ImageRotate', 'transpose', 'turn', '翻转', '转向'],
  params: {
    degrees: param.number({
      label: { en: 'Degrees', 'zh-CN': '角度' },
      ...{ default: 90, min: -360, max: 360, step: 1, unit: '°', inline: true },
    }),
    color: colorParam({ en: 'Corners', 'zh-CN': '角落颜色' }, '#000000'),
  },
  problems: (_facts, { color }) => colorProblems('color', color),
  edit(video, { degrees, color }) {
    const { width, height } = video.facts
    const isLying = Math.abs(degrees % 180) === 90
    const size = isLying ? { width: height, height: width } : { width, height }
    return editedVideo({
      op: 'rotate',
      inputs: [video],
      params: { degrees, color },
      facts: { ...video.facts, ...size },
    })
  },
})
