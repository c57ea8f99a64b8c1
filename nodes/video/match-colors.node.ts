import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import type { RgbFrame, RunContext } from '../run-context.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { ahead } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'
import { portFactsOf, videoFactsOf } from './video-facts.ts'

/** Frames looked at, small: colours do not need more. */
const samples = 12
const size = { width: 96, height: 54, fit: 'stretch' } as const

export default defineNode({
  id: 'match-colors',
  version: 1,
  label: { en: 'Match colours', 'zh-CN': '匹配颜色' },
  category: 'video',
  help: {
    en: 'Gives a clip the colours of another: each channel gets the mean and the spread of the reference. It takes the colour drift out of clips that were made one after the other.',
    'zh-CN': '让片段呈现参考片段的颜色：各通道的均值和分布与参考一致。可消除逐段生成时的颜色漂移。',
  },
  example: {
    en: 'Reference: the first clip of a chain of extensions.',
    'zh-CN': '参考：续写链中的第一个片段。',
  },
  synonyms: ['ColorMatch', 'color transfer', 'Reinhard', 'grade', '颜色迁移', '统一色调'],
  inputs: {
    video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } },
    reference: { socket: videoSocket, label: { en: 'Reference', 'zh-CN': '参考' } },
  },
  params: {
    strength: param.number({
      label: { en: 'Strength', 'zh-CN': '强度' },
      ...{ default: 1, min: 0, max: 1, step: 0.05, slider: true, inline: true },
    }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs }) {
    const facts = videoFactsOf(inputs.video)
    if (!facts) return {}
    const made = editedVideo({ op: 'scale-colors', inputs: [ahead(facts)], facts })
    return { outputs: { video: portFactsOf(made.facts) } }
  },
  async run({ inputs: { video, reference }, params: { strength }, context }) {
    const own = await channelsOf(video, context)
    const wanted = await channelsOf(reference, context)
    const [red, green, blue] = own.map((channel, at) => moved(channel, wanted[at] ?? channel, strength))
    const params = { red: red ?? same, green: green ?? same, blue: blue ?? same }
    return {
      outputs: { video: editedVideo({ op: 'scale-colors', inputs: [video], params, facts: video.facts }) },
    }
  },
})

interface Channel {
  readonly mean: number
  readonly deviation: number
}
const same = { gain: 1, offset: 0 }

/** Clips of one colour have no spread to be matched; wild gains would only show noise. */
function moved(from: Channel, to: Channel, strength: number) {
  const full = from.deviation < 1 ? 1 : Math.min(3, Math.max(1 / 3, to.deviation / from.deviation))
  const gain = 1 + (full - 1) * strength
  const mean = from.mean + (to.mean - from.mean) * strength
  return { gain, offset: mean - from.mean * gain }
}

async function channelsOf(video: VideoValue, { media }: RunContext): Promise<readonly Channel[]> {
  const { frames } = video.facts
  const count = Math.min(samples, frames)
  const sums = [0, 0, 0].map(() => ({ sum: 0, squares: 0, count: 0 }))
  for (let index = 0; index < count; index++) {
    const start = Math.floor((index * frames) / count)
    for await (const frame of media.readFrames(video, { start, count: 1, size })) add(frame, sums)
  }
  return sums.map(({ sum, squares, count: all }) => {
    const mean = sum / Math.max(1, all)
    return { mean, deviation: Math.sqrt(Math.max(0, squares / Math.max(1, all) - mean * mean)) }
  })
}

function add({ data }: RgbFrame, sums: { sum: number; squares: number; count: number }[]): void {
  data.forEach((value, at) => {
    const channel = sums[at % 3]
    if (!channel) return
    channel.sum += value
    channel.squares += value * value
    channel.count += 1
  })
}
