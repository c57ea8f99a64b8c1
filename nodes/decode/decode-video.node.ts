import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { latentFactsOf } from '../latent/latent-facts.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { problem } from '../problem.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { vaeSocket } from '../sockets/vae.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { decodeLatent } from './decode-latent.ts'

export default defineNode({
  id: 'decode-video',
  version: 1,
  label: { en: 'VAE decode', 'zh-CN': 'VAE 解码' },
  category: 'decode',
  help: {
    en: 'Turns a latent into frames with the VAE of its model. Long videos are decoded piece by piece, so that memory does not grow with their length, and kept without loss until a save node encodes them.',
    'zh-CN':
      '使用模型的 VAE 将潜空间转换为画面。长视频会分段解码，内存占用不随时长增加；在保存节点编码之前，画面以无损方式保留。',
  },
  example: {
    en: 'DiT sampler → VAE decode → Save video.',
    'zh-CN': 'DiT 采样器 → VAE 解码 → 保存视频。',
  },
  synonyms: ['VAEDecode', 'VAEDecodeTiled', 'WanVideoDecode', 'latent to video', '解码'],
  inputs: {
    vae: { socket: vaeSocket, label: { en: 'VAE', 'zh-CN': 'VAE' } },
    latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } },
  },
  params: {
    tile: param.integer({
      label: { en: 'Tile', 'zh-CN': '分块' },
      help: {
        en: 'Side of the squares a large picture is decoded in, so that memory does not grow with its size. 0 decodes it whole.',
        'zh-CN': '大画面分块解码时每块的边长，使内存不随画面尺寸增长。为 0 则整体解码。',
      },
      ...{ default: 0, min: 0, max: 4096, step: 32, unit: 'px' },
    }),
    overlap: param.integer({
      label: { en: 'Tile overlap', 'zh-CN': '分块重叠' },
      help: {
        en: 'Pixels over which neighbouring tiles fade into each other.',
        'zh-CN': '相邻分块相互淡入的像素数。',
      },
      ...{ default: 64, min: 8, max: 1024, step: 8, unit: 'px' },
    }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, world }) {
    const latent = latentFactsOf(inputs.latent)
    if (!latent) return {}
    const { width, height, frames, fps, familyId: given } = latent
    const wanted = modelAhead(inputs.vae, world)?.family.id ?? given
    const problems =
      given === wanted ? [] : [problem('latent-other-model', { given, wanted }, { port: 'latent' })]
    return { outputs: { video: { width, height, frames, fps, hasAudio: false } }, problems }
  },
  async run({ inputs: { vae, latent }, params: { tile, overlap }, context }) {
    const model = await context.models.get(vae.modelId)
    const { family } = model
    if (latent.familyId !== family.id) {
      const values = { given: latent.familyId, wanted: family.id }
      throw new UserFailure('latent-other-model', values, { port: 'latent' })
    }
    const tiles = tile === 0 ? undefined : { size: tile, overlap: Math.min(overlap, Math.floor(tile / 2)) }
    return { outputs: { video: await decodeLatent({ model, latent, tiles, port: 'vae', context }) } }
  },
})
