import { param } from '../define-param.ts'
import { rateMethodParam } from './rate-params.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { changeSpeed } from './video-edits.ts'

export default defineVideoEdit({
  id: 'change-speed',
  label: { en: 'Change speed', 'zh-CN': '变速' },
  help: {
    en: 'Plays a clip faster or slower at the same frame rate. Sound is stretched with it and keeps its pitch. For slow motion choose how the missing frames are made.',
    'zh-CN': '在帧率不变的情况下加快或放慢片段。声音随之拉伸并保持音高。慢动作可选择缺失帧的生成方式。',
  },
  example: { en: 'Speed 0.5 with Motion: slow motion.', 'zh-CN': '速度 0.5 配合“运动补偿”：慢动作。' },
  synonyms: ['slow motion', 'time stretch', 'setpts', 'atempo', 'timelapse', '慢动作', '快进', '倍速'],
  params: {
    factor: param.number({
      label: { en: 'Speed', 'zh-CN': '速度' },
      ...{ default: 2, min: 0.1, max: 20, step: 0.05, unit: '×', inline: true },
    }),
    method: rateMethodParam,
  },
  edit: (video, { factor, method }) => changeSpeed(video, factor, method),
})
