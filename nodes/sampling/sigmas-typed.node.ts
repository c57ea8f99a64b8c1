import { UserFailure } from '../../workflows/failure.ts'
import type { MessageCode } from '../../workflows/messages.ts'
import type { Problem } from '../../workflows/problem.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { sigmasSocket } from '../sockets/sigmas.socket.ts'
import { sigmaProblems } from './sigma-problems.ts'
import { numbersIn } from './typed-numbers.ts'

export default defineNode({
  id: 'sigmas-typed',
  version: 1,
  label: { en: 'Typed sigmas', 'zh-CN': '手动输入 Sigma' },
  category: 'sampling',
  help: {
    en: 'Noise levels as you write them, from high to low. A list that ends above 0 leaves noise in the latent for another sampler to go on with.',
    'zh-CN': '按从高到低的顺序手动输入噪声水平。若末尾大于 0，潜空间中会保留噪声，供另一个采样器继续。',
  },
  example: {
    en: '1, 0.9875, 0.975, 0.9094, 0.725, 0.4219, 0: LTX’s distilled steps.',
    'zh-CN': '1, 0.9875, 0.975, 0.9094, 0.725, 0.4219, 0：LTX 蒸馏版的步骤。',
  },
  synonyms: ['ManualSigmas', 'StringToSigmas', 'few steps', '自定义噪声'],
  inputs: {},
  params: {
    levels: param.text({
      label: { en: 'Levels', 'zh-CN': '数值' },
      ...{ default: '1, 0.9, 0.75, 0.5, 0.25, 0', maxLength: 4000, inline: true },
      form: { kind: 'curve', min: 0, max: 1 },
    }),
  },
  outputs: { sigmas: { socket: sigmasSocket, label: { en: 'Sigmas', 'zh-CN': 'Sigma' } } },
  infer: ({ params: { levels } }) => (levels === undefined ? {} : { problems: problemsOf(levels) }),
  run({ params: { levels } }) {
    const [wrong] = problemsOf(levels)
    if (wrong) throw new UserFailure(wrong.code as MessageCode, wrong.values, { port: 'levels' })
    return { outputs: { sigmas: numbersIn(levels) ?? [] } }
  },
})

function problemsOf(text: string): readonly Problem[] {
  const numbers = numbersIn(text)
  return numbers
    ? sigmaProblems(numbers, 'levels')
    : [problem('sigmas-not-numbers', { text }, { port: 'levels' })]
}
