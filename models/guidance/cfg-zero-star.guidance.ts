import { defineGuidance, type GuideRequest } from '../define-guidance.ts'
import { mapTensor } from '../tensor-math.ts'
import { dot, mapItems } from './batch-items.ts'
import { numberOption } from './guided.ts'

const startZeroShare = 0.04

/**
 * CFG-Zero* for flow matching (Fan et al. 2025): the negative answer is scaled to lie nearest to the positive one, and
 * the first few rows, where the model knows least, do not move at all.
 */
export default defineGuidance({
  id: 'cfg-zero-star',
  label: { en: 'CFG-Zero* (flow models)', 'zh-CN': 'CFG-Zero*（流匹配模型）' },
  options: [
    {
      name: 'zeroShare',
      label: { en: 'Share of rows that stay still', 'zh-CN': '静止步数比例' },
      default: startZeroShare,
      min: 0,
      max: 1,
    },
  ],
  shapesAlone: true,
  needsNegative: (scale, at, options) => scale !== 1 && !staysStill({ at, options }),
  guide: (request) => {
    const { positive, negative, scale } = request
    if (staysStill(request)) return mapTensor(positive, () => 0)
    return mapItems(positive, negative, (wanted, unwanted) => {
      const nearest = nearestFactor(wanted, unwanted)
      return wanted.map((value, at) => {
        const from = nearest * (unwanted[at] ?? 0)
        return from + scale * (value - from)
      })
    })
  },
})

function staysStill({ at, options }: Pick<GuideRequest, 'at' | 'options'>): boolean {
  return at !== undefined && at.index / at.rows < numberOption(options, 'zeroShare', startZeroShare)
}

/** ⟨c, u⟩ / ‖u‖², how much of the negative answer is in the positive one. */
export function nearestFactor(wanted: Float32Array, unwanted: Float32Array): number {
  return dot(wanted, unwanted) / (dot(unwanted, unwanted) + 1e-8)
}
