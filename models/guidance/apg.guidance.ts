import { defineGuidance, type GuideRequest } from '../define-guidance.ts'
import { combine } from '../tensor-math.ts'
import type { Tensor } from '../tensor.ts'
import { dot, mapItems } from './batch-items.ts'
import { numberOption } from './guided.ts'

/**
 * Adaptive projected guidance (Sadat et al. 2024): of the way from the negative to the positive answer, the part along
 * the positive one oversaturates and is weakened, the part across it is kept. Long ways are cut, and a negative
 * momentum takes back what earlier rows have already done.
 */
export default defineGuidance({
  id: 'apg',
  label: { en: 'APG (strong without burning)', 'zh-CN': 'APG（强引导不过饱和）' },
  options: [
    {
      name: 'parallel',
      label: { en: 'Share of the saturating part', 'zh-CN': '饱和分量比例' },
      default: 0,
      min: 0,
      max: 1,
    },
    { name: 'momentum', label: { en: 'Momentum', 'zh-CN': '动量' }, default: -0.5, min: -1, max: 1 },
    {
      name: 'longest',
      label: { en: 'Longest guidance (0: any)', 'zh-CN': '引导最大范数（0 为不限）' },
      default: 0,
      min: 0,
    },
  ],
  needsNegative: (scale) => scale !== 1,
  guide: (request) => {
    const { positive, scale, options } = request
    const parallel = numberOption(options, 'parallel', 0)
    const longest = numberOption(options, 'longest', 0)
    return mapItems(positive, way(request), (wanted, full) => {
      const cut = longest > 0 ? Math.min(1, longest / Math.sqrt(dot(full, full))) : 1
      const along = (cut * dot(full, wanted)) / dot(wanted, wanted)
      return wanted.map((value, at) => {
        const saturating = along * value
        const across = cut * (full[at] ?? 0) - saturating
        return value + (scale - 1) * (across + parallel * saturating)
      })
    })
  },
  remember: (request) => ({ way: way(request) }),
})

/** The way from the negative to the positive answer, with what is left of earlier rows' ways. */
function way({ positive, negative, options, memory }: GuideRequest): Tensor {
  const now = combine(positive, negative, (p, n) => p - n)
  const before = memory?.way
  if (before === undefined || typeof before === 'number') return now
  const momentum = numberOption(options, 'momentum', -0.5)
  return combine(now, before, (a, b) => a + momentum * b)
}
