import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

export default defineVideoEdit({
  id: 'blur-video',
  label: { en: 'Blur', 'zh-CN': '模糊' },
  help: { en: 'Softens the whole picture by a Gaussian blur.', 'zh-CN': '以高斯模糊柔化整个画面。' },
  example: {
    en: 'Radius 20 makes a calm background for a title.',
    'zh-CN': '半径 20 可作为标题的柔和背景。',
  },
  synonyms: ['ImageBlur', 'gblur', 'gaussian', 'soften', '高斯模糊'],
  params: {
    radius: param.number({
      label: { en: 'Radius', 'zh-CN': '半径' },
      ...{ default: 5, min: 0, max: 100, step: 0.5, unit: 'px', inline: true },
    }),
  },
  edit: (video, { radius }) =>
    editedVideo({ op: 'blur', inputs: [video], params: { radius }, facts: video.facts }),
})
