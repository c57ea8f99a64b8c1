import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { ahead, isComplete, throwFirst } from '../video/video-edit-node.ts'
import { portFactsOf, videoFactsOf } from '../video/video-facts.ts'
import { chosenVideo } from './chosen-asset.ts'
import { loaded, loadParams, loadProblems } from './load-params.ts'

export default defineNode({
  id: 'load-video',
  version: 1,
  label: { en: 'Load video', 'zh-CN': '加载视频' },
  category: 'load',
  help: {
    en: 'Brings a clip into the graph: MP4, MOV, WebM, MKV, AVI, GIF, animated WebP or AVIF, or a zip of pictures; a part of it, every n-th frame, at another rate or size if you like (0 keeps what the file has). Nothing is decoded until another node needs frames, so its length does not matter. It is turned upright, its pixels are made square, and a varying frame rate is read at a steady one that keeps its length.',
    'zh-CN':
      '将视频片段引入工作流：支持 MP4、MOV、WebM、MKV、AVI、GIF、动态 WebP 或 AVIF，以及图片 zip；可只取一部分、每 n 帧取一帧、更改帧率或尺寸（0 表示保持原样）。只有其他节点需要画面时才会解码，因此长度不受限制。画面会自动摆正并转为方形像素；可变帧率会按保持时长的固定帧率读取。',
  },
  example: {
    en: 'Load a clip, wire it to Concat videos and add a generated one behind it.',
    'zh-CN': '加载一个片段，连接到“拼接视频”，在其后接上生成的片段。',
  },
  synonyms: [
    'LoadVideo',
    'VHS_LoadVideo',
    'frame_load_cap',
    'skip_first_frames',
    'force_rate',
    'open clip',
    'import',
    '打开视频',
    '导入',
  ],
  inputs: {},
  params: {
    asset: param.asset({ label: { en: 'Video file', 'zh-CN': '视频文件' }, accept: 'video', inline: true }),
    ...loadParams,
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ params: { asset, ...given }, world }) {
    if (asset === undefined) return {}
    const { facts, problem } = chosenVideo(asset, world)
    if (problem) return { problems: [problem] }
    const video = videoFactsOf(facts)
    if (!video || !isComplete(loadParams, given)) return {}
    const problems = loadProblems(video, given)
    if (problems.length) return { problems }
    return { outputs: { video: portFactsOf(loaded(ahead(video), given).facts) } }
  },
  async run({ params: { asset, ...given }, context }) {
    if (!asset) throw new UserFailure('asset-not-chosen', {}, { port: 'asset' })
    const video = await context.media.probe(await context.assets.get(asset))
    throwFirst(loadProblems(video.facts, given))
    return { outputs: { video: loaded(video, given) } }
  },
})
