import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { fileName } from '../output/file-name.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { sheetFrames } from './contact-sheet-frames.ts'
import { drawLabels } from './draw-label.ts'
import { labelsOf, sheetParams, told } from './sheet-params.ts'
import { sheetLayout } from './sheet-layout.ts'
import { changeFps } from './video-edits.ts'

const quality = 85

export default defineNode({
  id: 'compare-videos',
  version: 1,
  label: { en: 'Compare videos', 'zh-CN': '对比视频' },
  category: 'video',
  help: {
    en: 'Plays several videos side by side in one MP4, each with a label below it, to compare takes. Sweeps make one by themselves. All play at the frame rate of the first; those that end early hold their last frame.',
    'zh-CN':
      '在一个 MP4 中并排播放多个视频，每个视频下方带有标签，便于比较。批量取值会自动生成对比图。全部按第一个视频的帧率播放；先结束的视频停在最后一帧。',
  },
  example: {
    en: 'Wire four seeds of one prompt here and write their names as labels, one per line.',
    'zh-CN': '将同一提示词的四个种子连接到此处，并逐行写上标签。',
  },
  synonyms: ['grid', 'XY plot', 'compare', 'collage', 'xstack', '网格', '对比', '拼图'],
  inputs: { videos: { socket: videoSocket, label: { en: 'Videos', 'zh-CN': '视频' }, many: true } },
  params: sheetParams,
  outputs: {},
  isOutput: true,
  async run({ inputs, params, context }) {
    const [first] = inputs.videos
    if (!first) throw new UserFailure('videos-none', {}, { port: 'videos' })
    const { fps } = first.facts
    const { media, run } = context
    const videos = inputs.videos.map((video) =>
      video.facts.fps.num * fps.den === fps.num * video.facts.fps.den ? video : changeFps(video, fps),
    )
    const layout = sheetLayout({ count: videos.length, first: first.facts, columns: params.columns })
    const labels = labelsOf(params.labels, videos.length)
    const { strips, failure } = await drawLabels(labels, layout.cell.width, context.images)
    const frames = sheetFrames({ videos, strips, layout, media })
    const video = await media.writeFrames(frames, { width: layout.width, height: layout.height, fps })
    const asset = await media.encode({
      ...{ video, format: 'mp4', quality, name: fileName(params.name, run), workflow: run.workflow },
      progress: (done, total) => context.progress(done, total),
    })
    return { outputs: {}, results: [{ kind: 'asset', asset }, ...told(failure)] }
  },
})
