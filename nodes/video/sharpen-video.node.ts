import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

export default defineVideoEdit({
  id: 'sharpen-video',
  label: { en: 'Sharpen', 'zh-CN': '锐化' },
  help: {
    en: 'Lifts edges with an unsharp mask; below 0 it softens them. Size is how wide an edge is taken to be.',
    'zh-CN': '使用反锐化掩模增强边缘；小于 0 则柔化。大小表示边缘的宽度。',
  },
  example: { en: 'Amount 0.5 after upscaling by Lanczos.', 'zh-CN': 'Lanczos 放大后使用强度 0.5。' },
  synonyms: ['ImageSharpen', 'unsharp', 'clarity', '清晰'],
  params: {
    amount: param.number({
      label: { en: 'Amount', 'zh-CN': '强度' },
      ...{ default: 0.6, min: -1.5, max: 1.5, step: 0.05, slider: true, inline: true },
    }),
    size: param.choice({
      label: { en: 'Size', 'zh-CN': '大小' },
      default: '5',
      choices: ['3', '5', '7', '9', '11', '13'].map((value) => ({
        value,
        label: { en: value, 'zh-CN': value },
      })),
    }),
  },
  edit: (video, { amount, size }) =>
    editedVideo({
      op: 'sharpen',
      inputs: [video],
      params: { amount, size: Number(size) },
      facts: video.facts,
    }),
})
