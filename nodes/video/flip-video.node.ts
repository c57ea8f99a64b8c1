import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

export default defineVideoEdit({
  id: 'flip-video',
  label: { en: 'Flip video', 'zh-CN': '镜像视频' },
  help: {
    en: 'Mirrors the picture left to right, upside down, or both.',
    'zh-CN': '左右镜像、上下镜像，或两者同时。',
  },
  example: {
    en: 'Mirror a walk to the left into one to the right.',
    'zh-CN': '把向左走的画面镜像为向右走。',
  },
  synonyms: ['ImageFlip', 'hflip', 'vflip', 'mirror', '翻转', '水平翻转'],
  params: {
    direction: param.choice({
      label: { en: 'Direction', 'zh-CN': '方向' },
      default: 'horizontal',
      choices: [
        { value: 'horizontal', label: { en: 'Left to right', 'zh-CN': '左右' } },
        { value: 'vertical', label: { en: 'Upside down', 'zh-CN': '上下' } },
        { value: 'both', label: { en: 'Both', 'zh-CN': '两者' } },
      ],
      inline: true,
    }),
  },
  edit: (video, { direction }) =>
    editedVideo({ op: 'flip', inputs: [video], params: { direction }, facts: video.facts }),
})
