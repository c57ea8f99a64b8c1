import { UserFailure } from '../../workflows/failure.ts'
import type { VideoFacts } from '../../workflows/asset.ts'
import type { Problem } from '../../workflows/problem.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { concatVideos } from './video-edits.ts'
import { type ConcatParams, concatFacts, longestCrossfade, portFactsOf, videoFactsOf } from './video-facts.ts'

export default defineNode({
  id: 'concat-videos',
  version: 1,
  label: { en: 'Concat videos', 'zh-CN': '拼接视频' },
  category: 'video',
  help: {
    en: 'Joins any number of clips, in the order of their wires. Size and frame rate are those of the first clip: the others are scaled until they cover it, what sticks out at the edges is cut off, and frames are dropped or repeated so that they last as long as before. A crossfade mixes the end of a clip with the start of the next, so the result is shorter by that many frames per join. A clip without sound is silent there.',
    'zh-CN':
      '按连线顺序拼接任意数量的片段。尺寸和帧率以第一个片段为准：其余片段会放大至完全覆盖画面，超出边缘的部分被裁掉，并通过丢帧或重复帧保持原有时长。交叉淡化会把前一片段的结尾与后一片段的开头混合，因此每个接缝处会减少相应的帧数。没有声音的片段在该处为静音。',
  },
  example: {
    en: 'Two clips of 17 frames with a crossfade of 4 frames become 30 frames.',
    'zh-CN': '两个 17 帧的片段以 4 帧交叉淡化拼接，得到 30 帧。',
  },
  synonyms: ['VHS_MergeImages', 'ImageBatch', 'VideoConcat', 'merge', 'append', 'join', '合并', '连接'],
  inputs: { videos: { socket: videoSocket, label: { en: 'Videos', 'zh-CN': '视频' }, many: true } },
  params: {
    join: param.choice({
      label: { en: 'Join', 'zh-CN': '衔接方式' },
      default: 'cut',
      choices: [
        { value: 'cut', label: { en: 'Cut', 'zh-CN': '直接切换' } },
        { value: 'crossfade', label: { en: 'Crossfade', 'zh-CN': '交叉淡化' } },
      ],
      inline: true,
    }),
    frames: param.integer({
      label: { en: 'Crossfade length', 'zh-CN': '淡化长度' },
      help: { en: 'Frames that two neighbours share.', 'zh-CN': '相邻片段重叠的帧数。' },
      default: 4,
      min: 1,
      max: 1000,
      unit: 'frames',
      inline: true,
    }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params }) {
    const clips = inputs.videos?.map(videoFactsOf)
    const { join, frames } = params
    if (!clips?.length || !clips.every((facts) => facts !== undefined)) return {}
    if (join === undefined || frames === undefined) return {}
    const problems = crossfadeProblems(clips, { join, frames })
    return problems.length
      ? { problems }
      : { outputs: { video: portFactsOf(concatFacts(clips, { join, frames })) } }
  },
  run({ inputs, params }) {
    if (!inputs.videos.length) throw new UserFailure('videos-none', {}, { port: 'videos' })
    const [tooLong] = crossfadeProblems(
      inputs.videos.map(({ facts }) => facts),
      params,
    )
    if (tooLong) throw new UserFailure('crossfade-too-long', tooLong.values, { port: 'frames' })
    return { outputs: { video: concatVideos(inputs.videos, params) } }
  },
})

function crossfadeProblems(clips: readonly VideoFacts[], { join, frames }: ConcatParams): readonly Problem[] {
  const nearest = longestCrossfade(clips)
  if (join === 'cut' || clips.length < 2 || frames <= nearest) return []
  const values = { given: frames, frames: nearest, nearest }
  const label = { en: `Use ${nearest} frames`, 'zh-CN': `改为 ${nearest} 帧` }
  return [
    problem('crossfade-too-long', values, { port: 'frames', fixes: [{ label, set: { frames: nearest } }] }),
  ]
}
