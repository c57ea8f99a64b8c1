import { defineGuidance, type GuideRequest } from '../define-guidance.ts'
import { beyond } from '../tensor-math.ts'

/**
 * A scale for each step, as LTX's multi-scale recipes have it; a list of another length is stretched over the run.
 * Where the scale is 1 the negative answer is not asked for.
 */
export default defineGuidance({
  id: 'cfg-schedule',
  label: { en: 'CFG by a list of scales', 'zh-CN': '按步设定 CFG' },
  options: [
    {
      name: 'scales',
      label: {
        en: 'Scales, first step first (empty: the scale)',
        'zh-CN': '各步引导强度（留空则用统一强度）',
      },
      default: [],
    },
  ],
  needsNegative: (scale, at, options) => scaleAt({ scale, at, options }) !== 1,
  guide: (request) => beyond(request.negative, request.positive, scaleAt(request)),
})

function scaleAt({ scale, at, options }: Pick<GuideRequest, 'scale' | 'at' | 'options'>): number {
  const scales = options?.scales
  if (!Array.isArray(scales) || scales.length === 0 || !at) return scale
  const listed: readonly unknown[] = scales
  const entry = listed[Math.min(Math.floor((at.index * listed.length) / at.rows), listed.length - 1)]
  return typeof entry === 'number' ? entry : scale
}
