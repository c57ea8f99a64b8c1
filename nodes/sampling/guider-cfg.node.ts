import guidance from '../../models/guidance/cfg.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 3,
  help: {
    en: 'Plain classifier-free guidance: away from the negative prompt, towards the prompt, as far as the scale says. 1 asks the model once a step and ignores the negative prompt. Use it when you want to choose how the two answers pass through the model.',
    'zh-CN':
      '普通的无分类器引导：远离负向提示词，靠近提示词，强度由引导值决定。为 1 时每步只求值一次并忽略负向提示词。需要选择求值方式时使用。',
  },
  example: { en: 'Guider → guider of the sampler, scale 3.', 'zh-CN': '引导器 → 采样器的“引导器”，强度 3。' },
  synonyms: ['CFGGuider', 'BasicGuider'],
})
