import { sigmaList } from '../../models/sigma-lists.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { sigmasSocket } from '../sockets/sigmas.socket.ts'

export default defineNode({
  id: 'sigmas-curve',
  version: 1,
  label: { en: 'Sigmas from a curve', 'zh-CN': '按曲线生成 Sigma' },
  category: 'sampling',
  help: {
    en: 'Noise levels along a known curve. Karras spends its steps at low noise, beta at both ends, exponential falls evenly in scale; linear-quadratic is made for flow models and gives LTX’s distilled levels at 8 steps. Flow models count noise from 1 to 0.',
    'zh-CN':
      '按已知曲线生成噪声水平。Karras 把步数集中在低噪声处，beta 集中在两端，指数曲线按比例均匀下降；线性-二次曲线适合流匹配模型，8 步时即为 LTX 蒸馏版的取值。流匹配模型的噪声从 1 到 0。',
  },
  example: { en: 'Karras, 20 steps, 1 to 0.02.', 'zh-CN': 'Karras，20 步，从 1 到 0.02。' },
  synonyms: ['KarrasScheduler', 'ExponentialScheduler', 'BetaSamplingScheduler', 'LTXVScheduler', '噪声曲线'],
  inputs: {},
  params: {
    curve: param.choice({
      label: { en: 'Curve', 'zh-CN': '曲线' },
      default: 'karras',
      choices: [
        { value: 'karras', label: { en: 'Karras', 'zh-CN': 'Karras' } },
        { value: 'exponential', label: { en: 'Exponential', 'zh-CN': '指数' } },
        { value: 'beta', label: { en: 'Beta', 'zh-CN': 'Beta' } },
        { value: 'linear-quadratic', label: { en: 'Linear-quadratic', 'zh-CN': '线性-二次' } },
        { value: 'linear', label: { en: 'Linear', 'zh-CN': '线性' } },
      ],
      inline: true,
    }),
    steps: param.integer({
      label: { en: 'Steps', 'zh-CN': '步数' },
      default: 20,
      min: 1,
      max: 200,
      inline: true,
    }),
    highest: param.number({
      label: { en: 'Highest', 'zh-CN': '最高' },
      default: 1,
      min: 0.001,
      max: 1000,
      step: 0.01,
    }),
    lowest: param.number({
      label: { en: 'Lowest above 0', 'zh-CN': '最低（大于 0）' },
      default: 0.02,
      min: 0.0001,
      max: 1000,
      step: 0.01,
    }),
  },
  outputs: { sigmas: { socket: sigmasSocket, label: { en: 'Sigmas', 'zh-CN': 'Sigma' } } },
  run: ({ params }) => ({ outputs: { sigmas: sigmaList(params) } }),
})
