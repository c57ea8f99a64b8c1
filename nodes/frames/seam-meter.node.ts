import { frameChanges, seamMeasures, type SeamScore, seamScores } from '../../models/seam-meter.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { numbersIn } from '../sampling/typed-numbers.ts'
import { numberSocket } from '../sockets/number.socket.ts'
import { textSocket } from '../sockets/text.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'

export default defineNode({
  id: 'seam-meter',
  version: 1,
  label: { en: 'Seam meter', 'zh-CN': '接缝检测' },
  category: 'frames',
  help: {
    en: 'Scores boundaries of a clip: how much colour, brightness, motion and sharpness jump there, against the clip’s own changes elsewhere. 1 is like any other frame, above 2 is seen. Without boundaries every frame is scored and the worst are told.',
    'zh-CN':
      '为片段的接缝打分：色彩、亮度、运动与清晰度在该处的跳变，相对于片段内部的变化。1 表示与其他帧无异，超过 2 则可察觉。若不指定位置，则检测每一帧并列出最差的几处。',
  },
  example: {
    en: 'A clip of 17 frames that was extended: boundary 17.',
    'zh-CN': '延长过的 17 帧片段：接缝在第 17 帧。',
  },
  synonyms: ['quality', 'continuity', 'cut detection', '连贯性', '质量'],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    boundaries: param.text({
      label: { en: 'First frames after a seam', 'zh-CN': '接缝后的首帧' },
      help: {
        en: 'Frame numbers with commas between; empty: all.',
        'zh-CN': '用逗号分隔的帧号；留空则检测全部。',
      },
      ...{ default: '', maxLength: 2000, inline: true },
    }),
  },
  outputs: {
    worst: { socket: numberSocket, label: { en: 'Worst', 'zh-CN': '最差值' } },
    report: { socket: textSocket, label: { en: 'Report', 'zh-CN': '报告' } },
  },
  async run({ inputs: { video }, params: { boundaries }, context }) {
    const changes = await frameChanges(context.media.readFrames(video))
    const wanted = numbersIn(boundaries) ?? []
    const scores =
      wanted.length > 0
        ? seamScores(changes, wanted)
        : changes.flatMap((_, at) => seamScores(changes, [at + 1])).sort((a, b) => b.worst - a.worst)
    const worst = Math.max(0, ...scores.map((score) => score.worst))
    return { outputs: { worst, report: scores.slice(0, 20).map(line).join('\n') } }
  },
})

function line({ frame, ratios, worst }: SeamScore): string {
  const parts = seamMeasures.map((name) => `${name} ${ratios[name].toFixed(2)}`)
  return `${frame}: ${worst.toFixed(2)} (${parts.join(', ')})`
}
