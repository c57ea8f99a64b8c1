import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { anySocket } from '../sockets/any.socket.ts'

export default defineNode({
  id: 'switch',
  version: 1,
  label: { en: 'Switch', 'zh-CN': '切换' },
  category: 'logic',
  help: {
    en: 'Passes one of two values on, of any type. Only the chosen side is computed: the nodes that lead to the other one do not run, so an expensive branch costs nothing while it is switched off.',
    'zh-CN':
      '从两个任意类型的值中传递一个。只计算被选中的一侧：通向另一侧的节点不会运行，因此关闭的分支不会消耗算力。',
  },
  example: {
    en: 'Wire Upscale video to “when on”, the plain clip to “when off”, and save either.',
    'zh-CN': '将“放大视频”连接到“开启时”，原片段连接到“关闭时”，即可任选其一保存。',
  },
  synonyms: ['Switch any', 'ComfySwitchNode', 'if', 'if else', 'branch', 'LazySwitch', '条件', '分支'],
  inputs: {
    whenTrue: {
      ...{ socket: anySocket, label: { en: 'When on', 'zh-CN': '开启时' }, optional: true, lazy: true },
    },
    whenFalse: {
      ...{ socket: anySocket, label: { en: 'When off', 'zh-CN': '关闭时' }, optional: true, lazy: true },
    },
  },
  params: {
    condition: param.toggle({ label: { en: 'On', 'zh-CN': '开启' }, default: true, inline: true }),
  },
  outputs: { value: { socket: anySocket, label: { en: 'Value', 'zh-CN': '值' } } },
  infer({ inputs, params }) {
    if (params.condition === undefined) return {}
    const port = chosenPort(params.condition)
    const facts = inputs[port]
    if (facts) return { outputs: { value: facts } }
    return { problems: [problem('input-missing', { port, wanted: '*' }, { port })] }
  },
  needs: ({ params }) => [chosenPort(params.condition)],
  run({ inputs, params }) {
    const port = chosenPort(params.condition)
    const value = inputs[port]
    if (value === undefined) throw new UserFailure('input-missing', { port, wanted: '*' }, { port })
    return { outputs: { value } }
  },
})

function chosenPort(condition: boolean): 'whenTrue' | 'whenFalse' {
  return condition ? 'whenTrue' : 'whenFalse'
}
