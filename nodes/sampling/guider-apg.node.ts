import guidance from '../../models/guidance/apg.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 6,
  help: {
    en: 'Of what guidance adds, the part that only makes the picture more saturated is weakened and the rest is kept, so that high scales stay natural. The momentum takes back what earlier steps have already done.',
    'zh-CN':
      '减弱引导中仅提高饱和度的分量，保留其余部分，因此高强度也能保持自然。动量会抵消前几步已完成的引导。',
  },
  example: {
    en: 'Scale 10 where plain guidance would burn at 5.',
    'zh-CN': '普通引导在 5 就过曝时，可用强度 10。',
  },
  synonyms: ['AdaptiveProjectedGuidance', 'APG'],
})
