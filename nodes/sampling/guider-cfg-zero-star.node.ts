import guidance from '../../models/guidance/cfg-zero-star.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 4,
  help: {
    en: 'Guidance for flow models: the negative answer is first scaled to lie nearest to the positive one, and the first few steps, where the model knows least, do not move at all. Gives cleaner results at the same scale.',
    'zh-CN':
      '适用于流匹配模型：先缩放负向结果使其最接近正向结果，并让模型最不确定的最初几步保持静止。相同强度下画面更干净。',
  },
  example: { en: 'Scale 5 with a model of the Wan family.', 'zh-CN': 'Wan 系列模型，强度 5。' },
  synonyms: ['CFGZeroStar'],
})
