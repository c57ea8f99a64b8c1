import guidance from '../../models/guidance/cfg-dynamic.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 6,
  help: {
    en: 'Guidance that grows from 1 to its full scale over the run, late and smoothly, as CogVideoX was trained to be used.',
    'zh-CN': '引导强度在过程中由 1 平滑地增长到设定值，且增长较晚，符合 CogVideoX 的训练方式。',
  },
  example: { en: 'Scale 6 for a CogVideoX model.', 'zh-CN': 'CogVideoX 模型使用强度 6。' },
  synonyms: ['CogVideoX dynamic cfg'],
})
