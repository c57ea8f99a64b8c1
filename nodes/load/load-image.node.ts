import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { imageSocket } from '../sockets/image.socket.ts'
import { chosenImage } from './chosen-asset.ts'

export default defineNode({
  id: 'load-image',
  version: 1,
  label: { en: 'Load image', 'zh-CN': '加载图像' },
  category: 'load',
  help: {
    en: 'Brings a picture into the graph: PNG, JPEG, WebP, AVIF, TIFF or the first frame of a GIF. It is turned upright as its camera noted and read as 8-bit sRGB; transparent parts become black.',
    'zh-CN':
      '将图片引入工作流：支持 PNG、JPEG、WebP、AVIF、TIFF，或 GIF 的第一帧。图片会按相机记录自动摆正，并以 8 位 sRGB 读取；透明部分变为黑色。',
  },
  example: {
    en: 'Drop a photo here and wire it to Image to video.',
    'zh-CN': '将照片拖放到此处，再连接到“图像转视频”。',
  },
  synonyms: ['LoadImage', 'open picture', 'import', '图片', '打开'],
  inputs: {},
  params: {
    asset: param.asset({ label: { en: 'Image file', 'zh-CN': '图像文件' }, accept: 'image', inline: true }),
  },
  outputs: { image: { socket: imageSocket, label: { en: 'Image', 'zh-CN': '图像' } } },
  infer({ params, world }) {
    if (params.asset === undefined) return {}
    const { facts, problem } = chosenImage(params.asset, world)
    return problem ? { problems: [problem] } : { outputs: { image: facts } }
  },
  async run({ params, context }) {
    if (!params.asset) throw new UserFailure('asset-not-chosen', {}, { port: 'asset' })
    const asset = await context.assets.get(params.asset)
    const facts = await context.images.probe(asset)
    return { outputs: { image: { assetId: asset.id, facts } } }
  },
})
