import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { type Noise, noiseSocket } from '../sockets/noise.socket.ts'

export default defineNode({
  id: 'noise',
  version: 1,
  label: { en: 'Noise', 'zh-CN': '噪声' },
  category: 'sampling',
  help: {
    en: 'The seed of the random start. The same seed with the same settings makes the same video, on any machine; another seed makes another take of the same prompt. The numbers are those PyTorch draws on the CPU, so seeds agree with pipelines that do the same.',
    'zh-CN':
      '随机起点的种子。在任何机器上，相同的种子与设置都会得到相同的视频；换一个种子，就是同一提示词的另一版本。随机数与 PyTorch 在 CPU 上生成的一致，因此与采用相同方式的流程种子互通。',
  },
  example: {
    en: 'Seed 7 gives one walk of the mammoth, seed 8 another.',
    'zh-CN': '种子 7 得到一种猛犸行走的画面，种子 8 得到另一种。',
  },
  synonyms: ['RandomNoise', 'variation', 'subseed', 'FreeNoise', 'seed', 'noise_seed', '随机种子', '种子'],
  inputs: {},
  params: {
    seed: param.seed({ label: { en: 'Seed', 'zh-CN': '种子' }, default: 7, inline: true }),
    variation: param.seed({
      label: { en: 'Variation seed', 'zh-CN': '变体种子' },
      help: { en: 'Mixed in as much as the variation strength says.', 'zh-CN': '按变体强度混入。' },
      default: 0,
    }),
    amount: param.number({
      label: { en: 'Variation strength', 'zh-CN': '变体强度' },
      help: {
        en: '0.1 is a slightly different take of the same video; 1 is the variation seed alone.',
        'zh-CN': '0.1 得到同一视频略有不同的版本；1 则完全采用变体种子。',
      },
      ...{ default: 0, min: 0, max: 1, step: 0.05, slider: true },
    }),
    layout: param.choice({
      label: { en: 'Layout', 'zh-CN': '布局' },
      help: {
        en: 'Per frame: a longer clip begins like a shorter one. Shuffled: the noise of one window again and again, for long clips in context windows (FreeNoise).',
        'zh-CN':
          '逐帧：更长的片段与较短者开头一致。重排：反复使用同一窗口的噪声并打乱顺序，适合上下文窗口生成的长视频（FreeNoise）。',
      },
      default: 'plain',
      choices: [
        { value: 'plain', label: { en: 'Plain', 'zh-CN': '普通' } },
        { value: 'per-frame', label: { en: 'Per frame', 'zh-CN': '逐帧' } },
        { value: 'shuffled', label: { en: 'Shuffled windows', 'zh-CN': '窗口重排' } },
      ],
    }),
    window: param.integer({
      label: { en: 'Window of the layout', 'zh-CN': '布局窗口' },
      help: { en: 'Latent frames; used by shuffled windows.', 'zh-CN': '潜空间帧数；仅用于窗口重排。' },
      ...{ default: 5, min: 1, max: 1000 },
    }),
  },
  outputs: { noise: { socket: noiseSocket, label: { en: 'Noise', 'zh-CN': '噪声' } } },
  infer: ({ params: { seed } }) => (seed === undefined ? {} : { outputs: { noise: { seed } } }),
  run({ params: { seed, variation, amount, layout, window } }) {
    const noise: Noise = {
      seed,
      ...(amount > 0 ? { variation: { seed: variation, strength: amount } } : {}),
      ...(layout === 'plain'
        ? {}
        : { layout: layout === 'shuffled' ? { kind: layout, window } : { kind: layout } }),
    }
    return { outputs: { noise } }
  },
})
