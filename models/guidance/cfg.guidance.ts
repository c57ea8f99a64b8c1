import { defineGuidance } from '../define-guidance.ts'
import { beyond } from '../tensor-math.ts'

/** Classifier-free guidance (Ho and Salimans 2022): away from the negative answer, `scale` times as far. */
export default defineGuidance({
  id: 'cfg',
  label: { en: 'Classifier-free guidance', 'zh-CN': '无分类器引导' },
  needsNegative: (scale) => scale !== 1,
  guide: ({ positive, negative, scale }) => beyond(negative, positive, scale),
})
