import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { noiseSocket } from '../sockets/noise.socket.ts'

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
  synonyms: ['RandomNoise', 'seed', 'noise_seed', '随机种子', '种子'],
  inputs: {},
  params: { seed: param.seed({ label: { en: 'Seed', 'zh-CN': '种子' }, default: 7, inline: true }) },
  outputs: { noise: { socket: noiseSocket, label: { en: 'Noise', 'zh-CN': '噪声' } } },
  infer: ({ params: { seed } }) => (seed === undefined ? {} : { outputs: { noise: { seed } } }),
  run: ({ params: { seed } }) => ({ outputs: { noise: { seed } } }),
})
