import { UserFailure } from '../../workflows/failure.ts'
import type { VideoFacts } from '../../workflows/asset.ts'
import type { Problem } from '../../workflows/problem.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { joins } from './joins.ts'
import { numbersOf } from './number-list.ts'
import { fitParam } from './resize-video.node.ts'
import { throwFirst } from './video-edit-node.ts'
import { concatVideos } from './video-edits.ts'
import { concatFacts, longestCrossfade, overlapsOf, portFactsOf, videoFactsOf } from './video-facts.ts'

export default defineNode({
  id: 'concat-videos',
  version: 1,
  label: { en: 'Concat videos', 'zh-CN': '拼接视频' },
  category: 'video',
  help: {
    en: 'Joins any number of clips, in the order of their wires. Size and frame rate are those of the first clip: the others are brought to them (filled, fitted or stretched), and their frames are dropped or repeated so that they last as long as before. A transition leads from the end of a clip into the start of the next (crossfade, fade through black, wipes, slides and more), so the result is shorter by that many frames per join; sound crossfades with it. A clip without sound is silent there.',
    'zh-CN':
      '按连线顺序拼接任意数量的片段。尺寸和帧率以第一个片段为准：其余片段会按所选方式适应尺寸，并通过丢帧或重复帧保持原有时长。转场（交叉淡化、经黑场淡化、擦除、滑动等）把前一片段的结尾引入后一片段的开头，因此每个接缝处会减少相应的帧数，声音同时交叉淡化。没有声音的片段在该处为静音。',
  },
  example: {
    en: 'Two clips of 17 frames with a crossfade of 4 frames become 30 frames.',
    'zh-CN': '两个 17 帧的片段以 4 帧交叉淡化拼接，得到 30 帧。',
  },
  synonyms: [
    'VHS_MergeImages',
    'ImageBatch',
    'VideoConcat',
    'xfade',
    'crossfade',
    'transition',
    'merge',
    'append',
    'join',
    '合并',
    '连接',
    '转场',
  ],
  inputs: { videos: { socket: videoSocket, label: { en: 'Videos', 'zh-CN': '视频' }, many: true } },
  params: {
    join: param.choice({
      label: { en: 'Join', 'zh-CN': '衔接方式' },
      default: 'cut',
      choices: joins,
      inline: true,
    }),
    frames: param.integer({
      label: { en: 'Transition length', 'zh-CN': '转场长度' },
      help: { en: 'Frames that two neighbours share.', 'zh-CN': '相邻片段重叠的帧数。' },
      default: 4,
      min: 1,
      max: 1000,
      unit: 'frames',
      inline: true,
    }),
    lengths: param.text({
      label: { en: 'Single lengths', 'zh-CN': '各处长度' },
      help: {
        en: 'Frames of the first, second … join, e.g. “8, 0, 12”; 0 is a cut. Joins not named have the length above.',
        'zh-CN': '第一处、第二处……转场的帧数，例如“8, 0, 12”；0 为直接切换。未列出的使用上面的长度。',
      },
      maxLength: 1000,
    }),
    fit: fitParam,
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params }) {
    const clips = inputs.videos?.map(videoFactsOf)
    const { join, frames, lengths, fit } = params
    if (!clips?.length || !clips.every((facts) => facts !== undefined)) return {}
    if (join === undefined || frames === undefined || lengths === undefined || !fit) return {}
    const problems = joinProblems(clips, { join, frames, lengths })
    if (problems.length) return { problems }
    const described = { join, frames, lengths: numbersOf(lengths) ?? [], fit }
    return { outputs: { video: portFactsOf(concatFacts(clips, described)) } }
  },
  run({ inputs: { videos }, params }) {
    if (!videos.length) throw new UserFailure('videos-none', {}, { port: 'videos' })
    const clips = videos.map(({ facts }) => facts)
    throwFirst(joinProblems(clips, params))
    const lengths = numbersOf(params.lengths) ?? []
    return { outputs: { video: concatVideos(videos, { ...params, lengths }) } }
  },
})

interface Joining {
  readonly join: string
  readonly frames: number
  readonly lengths: string
}

function joinProblems(clips: readonly VideoFacts[], { join, frames, lengths }: Joining): readonly Problem[] {
  const numbers = numbersOf(lengths)
  if (!numbers) return [problem('numbers-unreadable', { value: lengths }, { port: 'lengths' })]
  const nearest = longestCrossfade(clips)
  const given = Math.max(0, ...overlapsOf(clips.length, { join, frames, lengths: numbers }))
  if (given <= nearest) return []
  const values = { given, frames: nearest, nearest }
  const label = { en: `Use ${nearest} frames`, 'zh-CN': `改为 ${nearest} 帧` }
  const set = { frames: Math.min(frames, nearest), ...(numbers.length && { lengths: '' }) }
  return [problem('crossfade-too-long', values, { port: 'frames', fixes: [{ label, set }] })]
}
