import type { VideoFacts } from '../../workflows/asset.ts'
import { fpsNumber } from '../../workflows/asset.ts'
import { param } from '../define-param.ts'

/** Params that the nodes which make new frames beside given ones have in common. */
export const verbParams = {
  seconds: param.number({
    label: { en: 'Seconds', 'zh-CN': '秒数' },
    help: {
      en: 'Length of the new part, at the clip’s own pace; rounded to what the model can make.',
      'zh-CN': '新增部分的时长，按片段自身帧率计算，并取模型能生成的最接近长度。',
    },
    ...{ default: 1, min: 0.1, max: 120, step: 0.5, unit: 's', inline: true },
  }),
  seen: param.integer({
    label: { en: 'Frames seen', 'zh-CN': '参考帧数' },
    help: {
      en: 'How many frames of a clip the model looks at to go on from them. More carry motion over better and leave less room for what is new.',
      'zh-CN': '模型接续时参考片段的帧数。越多动作越连贯，留给新内容的空间越少。',
    },
    ...{ default: 9, min: 1, max: 200 },
  }),
  guidance: param.number({
    label: { en: 'Guidance', 'zh-CN': '引导强度' },
    help: {
      en: 'Scale of plain guidance; a guider that is connected has its own. Where a clip goes on with a jump, 1 to 2 meets it more smoothly.',
      'zh-CN': '普通引导的强度；若连接了引导器，则以引导器为准。若接续处有跳变，取 1 到 2 会更平滑。',
    },
    ...{ default: 3, min: 0, max: 30, step: 0.5 },
  }),
} as const

/** Frames that last so long at a clip's pace, at least one. */
export function framesIn(seconds: number, { fps }: Pick<VideoFacts, 'fps'>): number {
  return Math.max(1, Math.round(seconds * fpsNumber(fps)))
}
