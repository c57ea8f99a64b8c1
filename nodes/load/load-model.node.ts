import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { modelSocket } from '../sockets/model.socket.ts'
import { textEncoderSocket } from '../sockets/text-encoder.socket.ts'
import { vaeSocket } from '../sockets/vae.socket.ts'
import { standInProblems } from './stand-in.ts'

export default defineNode({
  id: 'load-model',
  version: 1,
  label: { en: 'Load model', 'zh-CN': '加载模型' },
  category: 'load',
  help: {
    en: 'Chooses the video model and hands out its three parts: the transformer that makes the video, the text encoder that reads prompts, and the VAE that turns latents into frames and back. Parts are opened when they are needed and kept while memory allows.',
    'zh-CN':
      '选择视频模型，并输出它的三个部分：生成视频的 Transformer、读取提示词的文本编码器，以及在潜空间与画面之间转换的 VAE。各部分在需要时才载入，内存允许时会保留。',
  },
  example: {
    en: 'Choose “Pocket v1”, then wire model to the sampler, encoder to Encode text and vae to Decode video.',
    'zh-CN': '选择“Pocket v1”，将“模型”连到采样器，“编码器”连到“编码文本”，“VAE”连到“解码视频”。',
  },
  synonyms: [
    'CheckpointLoaderSimple',
    'UNETLoader',
    'CLIPLoader',
    'VAELoader',
    'checkpoint',
    'diffusion model',
    '大模型',
  ],
  inputs: {},
  params: {
    model: param.model({
      label: { en: 'Model', 'zh-CN': '模型' },
      default: 'pocket-v1',
      modelKind: 'video-diffusion',
      inline: true,
    }),
    standsFor: param.text({
      label: { en: 'Stands in for', 'zh-CN': '代替' },
      help: {
        en: 'The checkpoint a graph of another tool was made with. While it is not installed this is told; empty says nothing.',
        'zh-CN': '来自其他工具的工作流所用的模型文件。未安装时会提示；留空则不提示。',
      },
      ...{ default: '', maxLength: 300, isRemark: true },
    }),
  },
  outputs: {
    model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } },
    encoder: { socket: textEncoderSocket, label: { en: 'Encoder', 'zh-CN': '编码器' } },
    vae: { socket: vaeSocket, label: { en: 'VAE', 'zh-CN': 'VAE' } },
  },
  infer({ params: { model, standsFor = '' }, world }) {
    if (model === undefined) return {}
    const facts = { modelId: model }
    const problems = standInProblems(standsFor, world.model(model)?.manifest)
    return { outputs: { model: facts, encoder: facts, vae: facts }, problems }
  },
  async run({ params, context }) {
    const ref = { modelId: (await context.models.get(params.model)).manifest.id }
    return { outputs: { model: ref, encoder: ref, vae: ref } }
  },
})
