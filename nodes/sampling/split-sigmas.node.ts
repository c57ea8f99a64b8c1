import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { sigmasSocket } from '../sockets/sigmas.socket.ts'

export default defineNode({
  id: 'split-sigmas',
  version: 1,
  label: { en: 'Split sigmas', 'zh-CN': '拆分 Sigma' },
  category: 'sampling',
  help: {
    en: 'Cuts a list of noise levels in two at a step, so that two samplers share the work: one the layout, the other the detail, each with its own prompt, guidance or model. The level at the cut is in both.',
    'zh-CN':
      '在某一步将噪声水平列表一分为二，由两个采样器分工：一个负责布局，一个负责细节，可各自使用不同的提示词、引导或模型。拆分处的水平同时属于两段。',
  },
  example: {
    en: '20 steps, split at 12: 12 steps with guidance, 8 without.',
    'zh-CN': '20 步，在第 12 步拆分：前 12 步使用引导，后 8 步不用。',
  },
  synonyms: ['SplitSigmas', 'SplitSigmasDenoise', '拆分'],
  inputs: { sigmas: { socket: sigmasSocket, label: { en: 'Sigmas', 'zh-CN': 'Sigma' } } },
  params: {
    step: param.integer({
      label: { en: 'Step', 'zh-CN': '步' },
      default: 10,
      min: 0,
      max: 1000,
      inline: true,
    }),
  },
  outputs: {
    high: { socket: sigmasSocket, label: { en: 'High', 'zh-CN': '高噪声' } },
    low: { socket: sigmasSocket, label: { en: 'Low', 'zh-CN': '低噪声' } },
  },
  infer: ({ inputs: { sigmas } }) => {
    const part = { rises: sigmas?.rises === true }
    return { outputs: { high: part, low: part } }
  },
  run: ({ inputs: { sigmas }, params: { step } }) => ({
    outputs: { high: sigmas.slice(0, step + 1), low: sigmas.slice(step) },
  }),
})
