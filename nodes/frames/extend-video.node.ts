import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { samplingInputs } from '../sampling/sampling-inputs.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { concatVideos } from '../video/video-edits.ts'
import { portFactsOf, videoFactsOf } from '../video/video-facts.ts'
import { makeBridge } from './bridge.ts'
import { bridgeFrames, clipSizeProblems } from './bridge-facts.ts'
import { framesIn, verbParams } from './verb-params.ts'

export default defineNode({
  id: 'extend-video',
  version: 1,
  label: { en: 'Extend video', 'zh-CN': '延长视频' },
  category: 'frames',
  help: {
    en: 'Goes on with a clip after its end, or makes what led to its beginning. The model sees the last (or first) frames and the prompt says what happens. What is longer than the model can make at once is made piece after piece, in the colours of the first. Several of these before one clip, each with its own noise, are several beginnings of one ending.',
    'zh-CN':
      '在片段结尾之后继续，或补出通向开头的画面。模型参考片段的最后（或最初）几帧，内容由提示词决定。超过模型单次长度的部分会分段生成，并保持与首段一致的色彩。用不同的噪声在同一片段之前延长多次，即得到“多个开头，一个结局”。',
  },
  example: {
    en: 'A clip of a walking cat, direction after the end, 2 seconds: the cat walks on.',
    'zh-CN': '一段猫行走的视频，方向为“结尾之后”，2 秒：猫继续走下去。',
  },
  synonyms: ['extend', 'continue', 'outpaint time', 'WanVideoExtend', 'LTXVExtendSampler', '续写', '延长'],
  inputs: { ...samplingInputs, video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    direction: param.choice({
      label: { en: 'Direction', 'zh-CN': '方向' },
      default: 'forward',
      choices: [
        { value: 'forward', label: { en: 'After the end', 'zh-CN': '结尾之后' } },
        { value: 'backward', label: { en: 'Before the beginning', 'zh-CN': '开头之前' } },
      ],
      inline: true,
    }),
    ...verbParams,
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs: { model, video }, params: { direction, seconds, seen }, world }) {
    const facts = videoFactsOf(video)
    if (!facts || direction === undefined || seconds === undefined || seen === undefined) return {}
    const side = direction === 'forward' ? { left: video } : { right: video }
    const more = bridgeFrames({ model, ...side, frames: framesIn(seconds, facts), seen, world })
    const problems = clipSizeProblems({ video }, { model, world })
    if (more === undefined) return { problems }
    return { outputs: { video: portFactsOf({ ...facts, frames: facts.frames + more }) }, problems }
  },
  async run({ inputs: { video, ...given }, params: { direction, seconds, seen, guidance }, context }) {
    const isForward = direction === 'forward'
    const frames = framesIn(seconds, video.facts)
    const side = isForward ? { left: video } : { right: video }
    const made = await makeBridge({ given, ...side, frames, seen, guidance, context })
    const clips = isForward ? [video, made.video] : [made.video, video]
    return { outputs: { video: concatVideos(clips, { join: 'crossfade', frames: made.fade }) } }
  },
})
