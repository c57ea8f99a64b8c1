import type { VideoFacts } from '../../workflows/asset.ts'
import { param } from '../define-param.ts'

/** Frames are the truth; a person may count in seconds. */
export const unitParam = param.choice({
  label: { en: 'Counted in', 'zh-CN': '单位' },
  default: 'frames',
  choices: [
    { value: 'frames', label: { en: 'Frames', 'zh-CN': '帧' } },
    { value: 'seconds', label: { en: 'Seconds', 'zh-CN': '秒' } },
  ],
  inline: true,
})

export type TimeUnit = 'frames' | 'seconds'

/** The nearest whole frame. */
export function framesOf(value: number, unit: TimeUnit, { fps }: Pick<VideoFacts, 'fps'>): number {
  return Math.round(unit === 'frames' ? value : (value * fps.num) / fps.den)
}
