import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { imageSocket } from '../sockets/image.socket.ts'
import { fileName } from './file-name.ts'
import { carried, carryParam, nameParam } from './save-params.ts'

export default defineNode({
  id: 'save-image',
  version: 1,
  label: { en: 'Save image', 'zh-CN': '保存图像' },
  category: 'output',
  help: {
    en: 'Writes a picture as a finished file and shows it on the node. PNG loses nothing, JPEG and WebP are smaller; all carry the workflow that made them and say so when a model had a part in it.',
    'zh-CN':
      '将图片写为成品文件并在节点上显示。PNG 无损，JPEG 和 WebP 体积更小；均内含生成它的工作流，并注明是否由模型生成。',
  },
  example: {
    en: 'Wire Load image here to turn a photo into an upright PNG.',
    'zh-CN': '将“加载图像”连接到此处，把照片转存为摆正的 PNG。',
  },
  synonyms: ['SaveImage', 'export picture', 'png', 'jpeg', '导出图片'],
  inputs: { image: { socket: imageSocket, label: { en: 'Image', 'zh-CN': '图像' } } },
  params: {
    name: nameParam,
    format: param.choice({
      label: { en: 'Format', 'zh-CN': '格式' },
      default: 'png',
      choices: [
        { value: 'png', label: { en: 'PNG', 'zh-CN': 'PNG' } },
        { value: 'jpeg', label: { en: 'JPEG', 'zh-CN': 'JPEG' } },
        { value: 'webp', label: { en: 'WebP', 'zh-CN': 'WebP' } },
      ],
      inline: true,
    }),
    quality: param.integer({
      label: { en: 'Quality', 'zh-CN': '质量' },
      help: { en: 'Of JPEG and WebP; PNG keeps everything.', 'zh-CN': '用于 JPEG 和 WebP；PNG 始终无损。' },
      ...{ default: 90, min: 0, max: 100, slider: true },
    }),
    carry: carryParam,
  },
  outputs: {},
  isOutput: true,
  async run({ inputs, params, context }) {
    const { format, quality } = params
    const name = fileName(params.name, context.run)
    const frame = await context.images.read(inputs.image)
    const asset = await context.images.write(frame, {
      ...{ format, quality, name },
      ...carried(context.run, params.carry),
    })
    return { outputs: {}, results: [{ kind: 'asset', asset }] }
  },
})
