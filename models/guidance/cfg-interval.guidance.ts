import { defineGuidance, type GuideRequest } from '../define-guidance.ts'
import { beyond } from '../tensor-math.ts'
import { numberOption } from './guided.ts'

/**
 * Guidance in the middle of the noise levels only: it does harm while nothing is to be seen, and nothing at the end
 * (Kynkäänniemi et al. 2024). Outside, the negative answer is not even asked for.
 */
export default defineGuidance({
  id: 'cfg-interval',
  label: { en: 'CFG within an interval', 'zh-CN': '区间内 CFG' },
  options: [
    {
      name: 'lowest',
      label: { en: 'Lowest noise level', 'zh-CN': '最低噪声水平' },
      default: 0,
      min: 0,
    },
    {
      name: 'highest',
      label: { en: 'Highest noise level', 'zh-CN': '最高噪声水平' },
      default: 1,
      min: 0,
    },
  ],
  needsNegative: (scale, at, options) => scale !== 1 && isWithin({ at, options }),
  guide: (request) => {
    const { positive, negative, scale } = request
    return isWithin(request) ? beyond(negative, positive, scale) : positive
  },
})

function isWithin({ at, options }: Pick<GuideRequest, 'at' | 'options'>): boolean {
  if (!at) return true
  return at.sigma >= numberOption(options, 'lowest', 0) && at.sigma <= numberOption(options, 'highest', 1)
}
