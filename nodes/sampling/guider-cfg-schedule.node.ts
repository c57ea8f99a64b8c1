import guidance from '../../models/guidance/cfg-schedule.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 3,
  help: {
    en: 'A scale for every step, written as a list; a list of another length is stretched over the run. Where the scale is 1 the negative prompt is not computed.',
    'zh-CN':
      '为每一步指定引导强度（用列表书写）；列表长度不同时会拉伸到整个过程。强度为 1 的步不计算负向提示词。',
  },
  example: {
    en: '1, 1, 6, 8, 6, 1, 1: strong in the middle, as LTX 13B was made for.',
    'zh-CN': '1, 1, 6, 8, 6, 1, 1：中间强，适合 LTX 13B。',
  },
  synonyms: ['CFG schedule', 'LTX multi-scale'],
})
