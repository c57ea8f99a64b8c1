import { defineNode } from '../define-node.ts'
import { samplingInputs } from '../sampling/sampling-inputs.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { concatVideos, trimVideo } from '../video/video-edits.ts'
import { portFactsOf, videoFactsOf } from '../video/video-facts.ts'
import { makeBridge } from './bridge.ts'
import { bridgeFrames, clipSizeProblems } from './bridge-facts.ts'
import { framesIn, verbParams } from './verb-params.ts'

export default defineNode({
  id: 'close-loop',
  version: 1,
  label: { en: 'Close into a loop', 'zh-CN': '闭合为循环' },
  category: 'frames',
  help: {
    en: 'Makes the way from the end of a clip back to its own beginning, so that it can be repeated without a seam. A prompt that tells a motion (“grows”) speaks against a way back: an empty one closes with less of a jump. For a loop that is one from the start, switch on “Loop” in the empty latent instead.',
    'zh-CN':
      '生成从片段结尾回到自身开头的画面，使其可以无缝重复播放。描述运动的提示词（如“变大”）会与返回过程相矛盾：提示词留空时，闭合处的跳变更小。若想从一开始就生成循环视频，请在“空视频潜空间”中打开“循环”。',
  },
  example: {
    en: 'A clip of 2 seconds and 1 second of way back: a loop of 3 seconds.',
    'zh-CN': '2 秒的片段加 1 秒的返回过程：3 秒的循环。',
  },
  synonyms: ['loop', 'seamless', 'cinemagraph', '循环', '无缝'],
  inputs: { ...samplingInputs, video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: verbParams,
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs: { model, video }, params: { seconds, seen }, world }) {
    const facts = videoFactsOf(video)
    if (!facts || seconds === undefined || seen === undefined) return {}
    const frames = framesIn(seconds, facts)
    const more = bridgeFrames({ model, left: video, right: video, frames, seen, world })
    const problems = clipSizeProblems({ video }, { model, world })
    if (more === undefined) return { problems }
    return { outputs: { video: portFactsOf({ ...facts, frames: facts.frames + more }) }, problems }
  },
  async run({ inputs: { video, ...given }, params: { seconds, ...rest }, context }) {
    const frames = framesIn(seconds, video.facts)
    const { video: way, fade } = await makeBridge({
      given,
      left: video,
      right: video,
      frames,
      ...rest,
      context,
    })
    const told = concatVideos([video, way], { join: 'crossfade', frames: fade })
    // The way ends on the clip's own first frames: they lead into it from the front, so that the circle closes.
    const length = told.facts.frames - fade
    const closing = [
      trimVideo(told, { start: length, count: fade }),
      trimVideo(told, { start: 0, count: length }),
    ]
    return { outputs: { video: concatVideos(closing, { join: 'crossfade', frames: fade }) } }
  },
})
