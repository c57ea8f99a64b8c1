import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { modelSocket } from '../sockets/model.socket.ts'

const share = { min: 0, max: 1, step: 0.05 }

export default defineNode({
  id: 'step-reuse',
  version: 1,
  label: { en: 'Step reuse (EasyCache)', 'zh-CN': '步骤复用（EasyCache）' },
  category: 'sampling',
  help: {
    en: 'Skips the model at steps whose answer would hardly differ from the one before, and uses that again. A higher threshold skips more and changes more. Works with any model; the first and the last steps are always done in full.',
    'zh-CN':
      '当某步的结果与上一步几乎相同时跳过模型并复用上一步结果。阈值越高跳过越多，差异也越大。适用于任何模型；最初与最后的步骤总是完整计算。',
  },
  example: {
    en: 'Threshold 0.1 at 20 steps with the shipped model: two and a half times as fast, and hardly to be told apart.',
    'zh-CN': '随附模型 20 步、阈值 0.1：速度约为 2.5 倍，画面几乎无差别。',
  },
  synonyms: ['EasyCache', 'LazyCache', 'TeaCache', 'MagCache', 'faster', '加速', '缓存'],
  inputs: { model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } } },
  params: {
    threshold: param.number({
      label: { en: 'Threshold', 'zh-CN': '阈值' },
      help: {
        en: 'Relative change that may add up before the model is asked again.',
        'zh-CN': '累计相对变化超过此值时重新求值。',
      },
      ...{ default: 0.1, min: 0, max: 2, step: 0.01, inline: true },
    }),
    from: param.number({ label: { en: 'From', 'zh-CN': '起始' }, default: 0.15, ...share }),
    to: param.number({ label: { en: 'To', 'zh-CN': '结束' }, default: 0.95, ...share }),
  },
  outputs: { model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } } },
  infer: ({ inputs }) => ({ outputs: { model: inputs.model } }),
  run: ({ inputs: { model }, params }) => ({ outputs: { model: { ...model, reuse: params } } }),
})
