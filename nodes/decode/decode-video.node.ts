import type { Tensor } from '../../models/tensor.ts'
import { tensorToPictures } from '../../models/rgb-frames.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { latentFactsOf } from '../latent/latent-facts.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { problem } from '../problem.ts'
import type { RgbFrame, RunContext } from '../run-context.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { vaeSocket } from '../sockets/vae.socket.ts'
import { videoSocket } from '../sockets/video.socket.ts'

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
  params: {},
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
  async run({ inputs: { vae, latent }, context }) {
    const { family, sessions } = await context.models.get(vae.modelId)
    if (latent.familyId !== family.id) {
      const values = { given: latent.familyId, wanted: family.id }
      throw new UserFailure('latent-other-model', values, { port: 'latent' })
    }
    const { width, height, frames } = family.videoSize(latent.tensor.dims, sessions.configs)
    const pictures = decodedPictures(family.decodeVideo(latent.tensor, sessions), frames, context)
    const video = await context.media.writeFrames(pictures, { width, height, fps: latent.fps })
    return { outputs: { video } }
  },
})

async function* decodedPictures(
  chunks: AsyncIterable<Tensor>,
  total: number,
  context: RunContext,
): AsyncGenerator<RgbFrame> {
  let done = 0
  for await (const chunk of chunks) {
    for (const picture of tensorToPictures(chunk)) {
      yield picture
      done += 1
    }
    context.progress(done, total)
    await context.breathe()
  }
}
