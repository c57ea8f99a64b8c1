import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { framesOf, unitParam } from './clip-times.ts'
import { defineVideoEdit } from './video-edit-node.ts'
import { trimVideo } from './video-edits.ts'

const amount = { default: 0, min: 0, max: 1_000_000, step: 0.01, inline: true }

export default defineVideoEdit({
  id: 'trim-video',
  label: { en: 'Trim video', 'zh-CN': '裁剪时长' },
  help: {
    en: 'Keeps a part of a clip, with its sound: from a start on, for a length. A length of 0 goes on to the end. Nothing before the start is decoded, so a part from the end of a long film comes at once.',
    'zh-CN':
      '保留片段的一部分及其声音：从起点开始，持续指定长度。长度为 0 表示到末尾。起点之前的内容不会解码，因此取长片末尾的片段也很快。',
  },
  example: {
    en: 'Start 24, length 48 at 24 fps: the second and third second.',
    'zh-CN': '24 fps 时起点 24、长度 48：取第二、三秒。',
  },
  synonyms: [
    'cut',
    'slice',
    'clip',
    'ImageFromBatch',
    'GetImageRangeFromBatch',
    'skip first frames',
    '截取',
    '剪切',
  ],
  params: {
    start: param.number({ label: { en: 'Start', 'zh-CN': '起点' }, ...amount }),
    length: param.number({ label: { en: 'Length', 'zh-CN': '长度' }, ...amount }),
    unit: unitParam,
  },
  problems(facts, { start, unit }) {
    const nearest = facts.frames - 1
    if (framesOf(start, unit, facts) <= nearest) return []
    const set = unit === 'frames' ? nearest : (nearest * facts.fps.den) / facts.fps.num
    const label = { en: `Start at ${set}`, 'zh-CN': `从 ${set} 开始` }
    const fixes = [{ label, set: { start: set } }]
    return [problem('start-past-end', { count: facts.frames, nearest }, { port: 'start', fixes })]
  },
  edit(video, { start, length, unit }) {
    const first = framesOf(start, unit, video.facts)
    const rest = video.facts.frames - first
    const wanted = length === 0 ? rest : Math.max(1, framesOf(length, unit, video.facts))
    return trimVideo(video, { start: first, count: Math.min(rest, wanted) })
  },
})
