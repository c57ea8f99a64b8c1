import { UserFailure } from '../../workflows/failure.ts'
import { defineNode, type ParamValues } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { colorParam, colorProblems } from './color-params.ts'
import { ahead, isComplete, throwFirst } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'
import { framesAtFps, opaqueFacts, portFactsOf, videoFactsOf } from './video-facts.ts'

const params = {
  columns: param.integer({
    label: { en: 'Columns', 'zh-CN': '列数' },
    help: { en: '0 puts all in one row.', 'zh-CN': '0 表示全部排成一行。' },
    ...{ default: 0, min: 0, max: 20, inline: true },
  }),
  gap: param.integer({
    label: { en: 'Gap', 'zh-CN': '间距' },
    ...{ default: 0, min: 0, max: 200, unit: 'px', inline: true },
  }),
  color: colorParam({ en: 'Gap colour', 'zh-CN': '间距颜色' }, '#000000'),
}

export default defineNode({
  id: 'video-grid',
  version: 1,
  label: { en: 'Side by side', 'zh-CN': '并排' },
  category: 'video',
  help: {
    en: 'Shows several clips at once, in a row or a grid, to compare seeds, models or settings. Every cell is as large as the first clip; a shorter clip holds its last frame. The sound is the first clip’s.',
    'zh-CN':
      '将多个片段排成一行或网格同时显示，便于比较种子、模型或参数。每格与第一个片段同大；较短的片段停在最后一帧。声音取自第一个片段。',
  },
  example: { en: 'Four seeds in 2 columns: a 2×2 grid.', 'zh-CN': '四个种子、2 列：2×2 网格。' },
  synonyms: [
    'ImageConcatMulti',
    'ImageConcanate',
    'hstack',
    'vstack',
    'xstack',
    'compare',
    'grid',
    '网格',
    '对比',
    '拼图',
  ],
  inputs: { videos: { socket: videoSocket, label: { en: 'Videos', 'zh-CN': '视频' }, many: true } },
  params,
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params: given }) {
    const clips = inputs.videos?.map(videoFactsOf)
    if (!clips?.length || !clips.every((facts) => facts !== undefined) || !isComplete(params, given))
      return {}
    const problems = problemsOf(clips.map(ahead), given)
    if (problems.length) return { problems }
    return { outputs: { video: portFactsOf(grid(clips.map(ahead), given).facts) } }
  },
  run({ inputs: { videos }, params: given }) {
    if (!videos.length) throw new UserFailure('videos-none', {}, { port: 'videos' })
    throwFirst(problemsOf(videos, given))
    return { outputs: { video: grid(videos, given) } }
  },
})

function problemsOf(videos: readonly VideoValue[], given: ParamValues<typeof params>) {
  const { width, height } = grid(videos, given).facts
  const isLarge = Math.max(width, height) > 16_384
  const large = isLarge
    ? [problem('size-too-large', { given: `${width}×${height}` }, { port: 'videos' })]
    : []
  return [...colorProblems('color', given.color), ...large]
}

function grid(
  videos: readonly VideoValue[],
  { columns: given, gap, color }: ParamValues<typeof params>,
): VideoValue {
  const [first] = videos
  if (!first) throw new RangeError('There is nothing to show.')
  const columns = Math.min(20, given || videos.length, videos.length)
  const rows = Math.ceil(videos.length / columns)
  const { width, height, fps } = first.facts
  const frames = Math.max(...videos.map(({ facts }) => framesAtFps(facts.frames, facts.fps, fps)))
  const facts = {
    ...opaqueFacts(first.facts),
    width: columns * width + (columns - 1) * gap,
    height: rows * height + (rows - 1) * gap,
    frames,
    ...(videos.some((video) => video.facts.hasAlpha) && { hasAlpha: true }),
  }
  return editedVideo({ op: 'grid', inputs: videos, params: { columns, width, height, gap, color }, facts })
}
