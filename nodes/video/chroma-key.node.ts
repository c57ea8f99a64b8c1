import { param } from '../define-param.ts'
import { colorParam, colorProblems } from './color-params.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

const share = { step: 0.01, slider: true, inline: true }

export default defineVideoEdit({
  id: 'chroma-key',
  label: { en: 'Chroma key', 'zh-CN': '色键抠像' },
  help: {
    en: 'Makes one colour transparent: a green screen. Wire the result to the upper clip of Overlay; where it is saved in a format without transparency, black shows.',
    'zh-CN':
      '将一种颜色变为透明，即绿幕抠像。把结果连接到“叠加”的上层；若保存为不支持透明的格式，则显示为黑色。',
  },
  example: {
    en: 'Colour #00c000, similarity 0.2 for a green screen.',
    'zh-CN': '绿幕使用颜色 #00c000、相似度 0.2。',
  },
  synonyms: ['colorkey', 'chromakey', 'green screen', 'keyer', 'remove background', '绿幕', '抠图'],
  params: {
    color: colorParam({ en: 'Colour', 'zh-CN': '颜色' }, '#00ff00'),
    similarity: param.number({
      label: { en: 'Similarity', 'zh-CN': '相似度' },
      default: 0.2,
      min: 0.01,
      max: 1,
      ...share,
    }),
    softness: param.number({
      label: { en: 'Softness', 'zh-CN': '柔和度' },
      default: 0.05,
      min: 0,
      max: 1,
      ...share,
    }),
  },
  problems: (_facts, { color }) => colorProblems('color', color),
  edit: (video, params) =>
    editedVideo({
      op: 'chroma-key',
      inputs: [video],
      params: { ...params },
      facts: { ...video.facts, hasAlpha: true },
    }),
})
