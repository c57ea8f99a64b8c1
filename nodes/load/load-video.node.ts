import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { chosenVideo } from './chosen-asset.ts'

export default defineNode({
  id: 'load-video',
  version: 1,
  label: { en: 'Load video', 'zh-CN': '加载视频' },
  category: 'load',
  help: {
    en: 'Brings a clip into the graph: MP4, MOV, WebM, MKV, AVI, GIF or animated WebP. Nothing is decoded until another node needs frames, so its length does not matter. It is turned upright, its pixels are made square, and a varying frame rate is read at a steady one that keeps its length.',
    'zh-CN':
      '将视频片段引入工作流：支持 MP4、MOV、WebM、MKV、AVI、GIF 或动态 WebP。只有其他节点需要画面时才会解码，因此长度不受限制。画面会自动摆正并转为方形像素；可变帧率会按保持时长的固定帧率读取。',
  },
  example: {
    en: 'Load a clip, wire it to Concat videos and add a generated one behind it.',
    'zh-CN': '加载一个片段，连接到“拼接视频”，在其后接上生成的片段。',
  },
  synonyms: ['LoadVideo', 'VHS_LoadVideo', 'open clip', 'import', '打开视频', '导入'],
  inputs: {},
  params: {
    asset: param.asset({ label: { en: 'Video file', 'zh-CN': '视频文件' }, accept: 'video', inline: true }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ params, world }) {
    if (params.asset === undefined) return {}
    const { facts, problem } = chosenVideo(params.asset, world)
    return problem ? { problems: [problem] } : { outputs: { video: facts } }
  },
  async run({ params, context }) {
    if (!params.asset) throw new UserFailure('asset-not-chosen', {}, { port: 'asset' })
    const asset = await context.assets.get(params.asset)
    return { outputs: { video: await context.media.probe(asset) } }
  },
})
