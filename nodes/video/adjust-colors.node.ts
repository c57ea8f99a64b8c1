import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

const slider = { step: 0.01, slider: true, inline: true }

export default defineVideoEdit({
  id: 'adjust-colors',
  label: { en: 'Adjust colours', 'zh-CN': '调整颜色' },
  help: {
    en: 'Brightness, contrast, saturation, gamma and hue. The values it starts with change nothing.',
    'zh-CN': '调整亮度、对比度、饱和度、伽马和色相。初始值不改变画面。',
  },
  example: { en: 'Saturation 0 makes a black and white film.', 'zh-CN': '饱和度设为 0，得到黑白影片。' },
  synonyms: [
    'ColorCorrect',
    'eq',
    'brightness',
    'contrast',
    'saturation',
    'gamma',
    'hue',
    'grade',
    '调色',
    '亮度',
    '对比度',
    '饱和度',
  ],
  params: {
    brightness: param.number({
      label: { en: 'Brightness', 'zh-CN': '亮度' },
      default: 0,
      min: -1,
      max: 1,
      ...slider,
    }),
    contrast: param.number({
      label: { en: 'Contrast', 'zh-CN': '对比度' },
      default: 1,
      min: 0,
      max: 3,
      ...slider,
    }),
    saturation: param.number({
      label: { en: 'Saturation', 'zh-CN': '饱和度' },
      default: 1,
      min: 0,
      max: 3,
      ...slider,
    }),
    gamma: param.number({ label: { en: 'Gamma', 'zh-CN': '伽马' }, default: 1, min: 0.1, max: 4, ...slider }),
    hue: param.number({
      label: { en: 'Hue', 'zh-CN': '色相' },
      ...{ default: 0, min: -180, max: 180, step: 1, unit: '°', slider: true, inline: true },
    }),
  },
  edit: (video, params) =>
    editedVideo({ op: 'adjust-colors', inputs: [video], params: { ...params }, facts: video.facts }),
})
