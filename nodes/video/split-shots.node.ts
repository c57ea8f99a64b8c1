import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import numberSocket from '../sockets/number.socket.ts'
import textSocket from '../sockets/text.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { shotCuts } from './shot-cuts.ts'
import { trimVideo } from './video-edits.ts'

const size = { width: 64, height: 36, fit: 'stretch' } as const

export default defineNode({
  id: 'split-shots',
  version: 1,
  label: { en: 'Split into shots', 'zh-CN': '分割镜头' },
  category: 'video',
  help: {
    en: 'Finds the cuts of a film by how abruptly its colours change, and hands out one of the shots, how many there are, and the frames at which they begin. Sweep the number to work on all of them.',
    'zh-CN':
      '根据颜色突变寻找影片的剪辑点，输出其中一个镜头、镜头总数以及各镜头的起始帧。对编号做扫描即可处理所有镜头。',
  },
  example: { en: 'Shot 2 of a trailer → Upscale video.', 'zh-CN': '预告片的第 2 个镜头 → 放大视频。' },
  synonyms: ['scene detection', 'PySceneDetect', 'scdet', 'cuts', 'shots', '场景检测', '镜头切分'],
  inputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    shot: param.integer({
      label: { en: 'Shot', 'zh-CN': '镜头编号' },
      default: 1,
      min: 1,
      max: 10_000,
      inline: true,
    }),
    threshold: param.number({
      label: { en: 'Threshold', 'zh-CN': '阈值' },
      ...{ default: 0.25, min: 0.01, max: 1, step: 0.01, slider: true, inline: true },
    }),
    shortest: param.integer({
      label: { en: 'Shortest shot', 'zh-CN': '最短镜头' },
      ...{ default: 6, min: 1, max: 10_000, unit: 'frames' },
    }),
  },
  outputs: {
    video: { socket: videoSocket, label: { en: 'Shot', 'zh-CN': '镜头' } },
    count: { socket: numberSocket, label: { en: 'Number of shots', 'zh-CN': '镜头数' } },
    starts: { socket: textSocket, label: { en: 'Starts', 'zh-CN': '起始帧' } },
  },
  async run({ inputs: { video }, params: { shot, threshold, shortest }, context }) {
    const small = counted(context.media.readFrames(video, { size }), (done) =>
      context.progress(done, video.facts.frames),
    )
    const cuts = await shotCuts(small, { threshold, shortest })
    const start = cuts[shot - 1]
    if (start === undefined)
      throw new UserFailure('shot-missing', { shot, count: cuts.length }, { port: 'shot' })
    const count = (cuts[shot] ?? video.facts.frames) - start
    return {
      outputs: { video: trimVideo(video, { start, count }), count: cuts.length, starts: cuts.join(', ') },
    }
  },
})

async function* counted<T>(items: AsyncIterable<T>, tell: (done: number) => void): AsyncGenerator<T> {
  let done = 0
  for await (const item of items) {
    yield item
    done += 1
    if (done % 50 === 0) tell(done)
  }
}
