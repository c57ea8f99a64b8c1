import guidance from '../../models/guidance/perp-neg.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 4,
  help: {
    en: 'A negative prompt that takes away only what the prompt does not ask for: what both have in common stays. The model is asked three times a step.',
    'zh-CN': '负向提示词只去除提示词没有要求的内容，两者共有的部分保留。每步求值三次。',
  },
  example: {
    en: '“a cat in snow” against “a dog in snow”: the snow stays.',
    'zh-CN': '“雪中的猫”对“雪中的狗”：雪会保留。',
  },
  synonyms: ['PerpNeg', 'PerpNegGuider'],
})
