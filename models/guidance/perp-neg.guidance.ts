import { defineGuidance } from '../define-guidance.ts'
import { beyond, combine } from '../tensor-math.ts'
import { dot, mapItems } from './batch-items.ts'
import { numberOption } from './guided.ts'

/**
 * A negative prompt that takes away only what the prompt does not ask for (Perp-Neg, Armandpour et al. 2023): the
 * negative direction is used across the positive one, measured from the answer to nothing.
 */
export default defineGuidance({
  id: 'perp-neg',
  label: { en: 'Negative prompt, perpendicular', 'zh-CN': '正交负向提示（Perp-Neg）' },
  options: [
    {
      name: 'negativeScale',
      label: { en: 'Strength of the negative prompt', 'zh-CN': '负向提示强度' },
      default: 1,
      min: 0,
      max: 10,
    },
  ],
  extraAnswers: ['empty'],
  needsNegative: () => true,
  guide: ({ positive, negative, scale, extra, options }) => {
    const empty = extra?.empty
    if (!empty) return beyond(negative, positive, scale)
    const strength = numberOption(options, 'negativeScale', 1)
    const towards = combine(positive, empty, (p, e) => p - e)
    const away = combine(negative, empty, (n, e) => n - e)
    const direction = mapItems(towards, away, (wanted, unwanted) => {
      const length = dot(wanted, wanted)
      const shared = length === 0 ? 0 : dot(unwanted, wanted) / length
      return wanted.map((value, at) => value - strength * ((unwanted[at] ?? 0) - shared * value))
    })
    return combine(empty, direction, (e, d) => e + scale * d)
  },
})
