import guidance from '../../models/guidance/cfg-rescale.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 5,
  help: {
    en: 'Strong guidance burns colours out; this brings the guided answer back to the contrast of the unguided one. A rescale of 0 is plain guidance, 1 takes the contrast over completely.',
    'zh-CN':
      '过强的引导会让色彩过曝；此方法把结果的对比度拉回未引导时的水平。重缩放为 0 即普通引导，为 1 则完全采用原对比度。',
  },
  example: {
    en: 'Scale 7 with rescale 0.7: follows the prompt closely without harsh contrast.',
    'zh-CN': '强度 7、重缩放 0.7：紧跟提示词而不过度生硬。',
  },
  synonyms: ['RescaleCFG'],
})
