import { type Rational, reducedRational } from '../../workflows/asset.ts'
import { param } from '../define-param.ts'

/** How frames between frames come about. */
export const rateMethodParam = param.choice({
  label: { en: 'New frames', 'zh-CN': '补帧方式' },
  help: {
    en: 'Repeat is instant and sharp. Blend mixes neighbours. Motion moves what moves along its way; it is slow and may smear.',
    'zh-CN': '“重复”最快且清晰；“混合”融合相邻帧；“运动补偿”沿运动方向插值，较慢且可能出现拖影。',
  },
  default: 'repeat',
  choices: [
    { value: 'repeat', label: { en: 'Repeat or drop', 'zh-CN': '重复或丢弃' } },
    { value: 'blend', label: { en: 'Blend', 'zh-CN': '混合' } },
    { value: 'motion', label: { en: 'Motion', 'zh-CN': '运动补偿' } },
  ],
  inline: true,
})

/** A frame rate as a person writes it, exact for those of television: 29.97 is 30000/1001. */
export function rationalFps(rate: number): Rational {
  for (const base of [24, 30, 48, 60, 120]) {
    if (Math.abs(rate - (base * 1000) / 1001) < 0.005) return { num: base * 1000, den: 1001 }
  }
  return reducedRational({ num: Math.round(rate * 1000), den: 1000 })
}
