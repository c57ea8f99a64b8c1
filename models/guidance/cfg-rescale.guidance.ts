import { defineGuidance } from '../define-guidance.ts'
import { beyond } from '../tensor-math.ts'
import { deviation, mapItems } from './batch-items.ts'
import { numberOption } from './guided.ts'

const startStrength = 0.7

/**
 * Classifier-free guidance brought back to the contrast of the unguided answer, which strong guidance burns out
 * (Lin et al. 2024, section 3.4).
 */
export default defineGuidance({
  id: 'cfg-rescale',
  label: { en: 'CFG rescale (keeps contrast)', 'zh-CN': 'CFG 重缩放（保持对比度）' },
  options: [
    {
      name: 'rescale',
      label: { en: 'Rescale', 'zh-CN': '重缩放强度' },
      default: startStrength,
      min: 0,
      max: 1,
    },
  ],
  needsNegative: (scale) => scale !== 1,
  guide: ({ positive, negative, scale, options }) => {
    const strength = numberOption(options, 'rescale', startStrength)
    return mapItems(positive, beyond(negative, positive, scale), (wanted, guided) => {
      const spread = deviation(guided)
      const factor = spread === 0 ? 1 : strength * (deviation(wanted) / spread) + 1 - strength
      return guided.map((value) => value * factor)
    })
  },
})
