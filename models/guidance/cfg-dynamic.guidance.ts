import { defineGuidance, type GuideRequest } from '../define-guidance.ts'
import { beyond } from '../tensor-math.ts'
import { numberOption } from './guided.ts'

const startPower = 5

/**
 * Guidance that grows from 1 to 1 + scale, late and smoothly, as CogVideoX trained for (Yang et al. 2024). By rows done;
 * diffusers puts the training step into the same formula, which then jumps about.
 */
export default defineGuidance({
  id: 'cfg-dynamic',
  label: { en: 'Dynamic CFG (CogVideoX)', 'zh-CN': '动态 CFG（CogVideoX）' },
  options: [
    {
      name: 'power',
      label: { en: 'How late it grows', 'zh-CN': '增长延迟程度' },
      default: startPower,
      min: 0.1,
      max: 20,
    },
  ],
  needsNegative: (scale, at, options) => scaleAt({ scale, at, options }) !== 1,
  guide: (request) => beyond(request.negative, request.positive, scaleAt(request)),
})

function scaleAt({ scale, at, options }: Pick<GuideRequest, 'scale' | 'at' | 'options'>): number {
  const done = at ? at.index / at.rows : 1
  const power = numberOption(options, 'power', startPower)
  return 1 + (scale * (1 - Math.cos(Math.PI * done ** power))) / 2
}
