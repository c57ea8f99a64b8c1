import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { everyNth } from './video-edits.ts'

export default defineVideoEdit({
  id: 'every-nth-frame',
  label: { en: 'Every n-th frame', 'zh-CN': '每隔 n 帧取一帧' },
  help: {
    en: 'Keeps one frame of every n and lowers the frame rate by as much, so that the clip lasts as long as before. Use it to bring a 60 fps recording to what a model was trained on.',
    'zh-CN': '每 n 帧保留一帧，并相应降低帧率，时长不变。可用于将 60 fps 的录像降到模型训练所用的帧率。',
  },
  example: { en: 'Every 4th frame of 32 fps is 8 fps.', 'zh-CN': '32 fps 每 4 帧取一帧，得到 8 fps。' },
  synonyms: ['select_every_nth', 'VHS_SelectEveryNthImage', 'framestep', 'decimate', '抽帧'],
  params: {
    nth: param.integer({
      label: { en: 'Every', 'zh-CN': '间隔' },
      default: 2,
      min: 1,
      max: 1000,
      inline: true,
    }),
  },
  edit: (video, { nth }) => everyNth(video, nth),
})
