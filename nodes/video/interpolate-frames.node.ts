import { reducedRational } from '../../workflows/asset.ts'
import { param } from '../define-param.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { changeFps } from './video-edits.ts'

export default defineVideoEdit({
  id: 'interpolate-frames',
  label: { en: 'Interpolate frames', 'zh-CN': '插帧' },
  help: {
    en: 'Multiplies the frame rate with frames in between: motion-compensated by block matching, or a mix of neighbours. It needs no model and works on any clip; where much moves at once, blend looks calmer.',
    'zh-CN':
      '以中间帧成倍提高帧率：按块匹配做运动补偿，或混合相邻帧。无需模型，适用于任何片段；画面变化剧烈时，“混合”更稳。',
  },
  example: {
    en: 'A clip of 16 fps times 2 plays at 32 fps.',
    'zh-CN': '16 fps 的片段乘以 2，以 32 fps 播放。',
  },
  synonyms: ['RIFE VFI', 'FILM VFI', 'minterpolate', 'smooth', 'tween', '补帧', '中间帧'],
  params: {
    factor: param.integer({
      label: { en: 'Times', 'zh-CN': '倍数' },
      default: 2,
      min: 2,
      max: 8,
      inline: true,
    }),
    method: param.choice({
      label: { en: 'New frames', 'zh-CN': '补帧方式' },
      default: 'motion',
      choices: [
        { value: 'motion', label: { en: 'Motion', 'zh-CN': '运动补偿' } },
        { value: 'blend', label: { en: 'Blend', 'zh-CN': '混合' } },
      ],
      inline: true,
    }),
  },
  edit(video, { factor, method }) {
    const { num, den } = video.facts.fps
    return changeFps(video, reducedRational({ num: num * factor, den }), method)
  },
})
