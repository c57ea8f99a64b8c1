import { param } from '../define-param.ts'
import { rateMethodParam, rationalFps } from './rate-params.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { changeFps } from './video-edits.ts'

export default defineVideoEdit({
  id: 'change-fps',
  label: { en: 'Change fps', 'zh-CN': '更改帧率' },
  help: {
    en: 'Brings a clip to another frame rate; it lasts as long as before and keeps its sound. Frames are dropped and repeated, mixed, or made along the motion between two others. 23.976, 29.97 and 59.94 are taken as the exact television rates.',
    'zh-CN':
      '将片段转换为另一帧率，时长和声音不变。可丢弃或重复帧、混合相邻帧，或按运动补偿生成中间帧。23.976、29.97、59.94 会按精确的电视帧率处理。',
  },
  example: {
    en: '8 fps from a model to 24 fps with Motion.',
    'zh-CN': '用“运动补偿”把模型输出的 8 fps 变为 24 fps。',
  },
  synonyms: [
    'force_rate',
    'RIFE VFI',
    'FILM VFI',
    'frame interpolation',
    'minterpolate',
    'framerate',
    '插帧',
    '补帧',
  ],
  params: {
    fps: param.number({
      label: { en: 'Frames per second', 'zh-CN': '每秒帧数' },
      ...{ default: 24, min: 1, max: 240, step: 0.001, unit: 'fps', inline: true },
    }),
    method: rateMethodParam,
  },
  edit: (video, { fps, method }) => changeFps(video, rationalFps(fps), method),
})
