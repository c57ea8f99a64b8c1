import guidance from '../../models/guidance/cfg-interval.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 4,
  help: {
    en: 'Guides only between two noise levels: at the very beginning it does harm, at the very end it changes nothing. Outside the interval the negative prompt is not even computed, so steps are twice as fast there.',
    'zh-CN':
      '只在两个噪声水平之间进行引导：开头引导有害，结尾引导无用。区间之外不计算负向提示词，因此速度快一倍。',
  },
  example: {
    en: 'Lowest 0.2, highest 0.9: about a third of the steps cost half.',
    'zh-CN': '最低 0.2、最高 0.9：约三分之一的步数耗时减半。',
  },
  synonyms: ['GuidanceInterval', 'CFGInterval'],
})
