import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { scheduleSocket } from '../sockets/schedule.socket.ts'
import { sigmasSocket } from '../sockets/sigmas.socket.ts'

export default defineNode({
  id: 'schedule-of-sigmas',
  version: 1,
  label: { en: 'Schedule of sigmas', 'zh-CN': '由 Sigma 组成调度' },
  category: 'sampling',
  help: {
    en: 'Gives a solver your own noise levels instead of those it would choose. The solver and its settings are those of the schedule, the number of steps follows from the list.',
    'zh-CN': '让求解器使用你给出的噪声水平，而非其默认值。求解器及设置沿用输入的调度，步数由列表决定。',
  },
  example: {
    en: 'UniPC’s schedule and eight typed sigmas: UniPC in eight steps of your choice.',
    'zh-CN': 'UniPC 调度加八个手动 Sigma：按你选择的八步运行 UniPC。',
  },
  synonyms: ['SamplerCustom', 'KSamplerSelect', 'custom sigmas', '自定义采样'],
  inputs: {
    schedule: { socket: scheduleSocket, label: { en: 'Schedule', 'zh-CN': '调度' } },
    sigmas: { socket: sigmasSocket, label: { en: 'Sigmas', 'zh-CN': 'Sigma' } },
  },
  params: {},
  outputs: { schedule: { socket: scheduleSocket, label: { en: 'Schedule', 'zh-CN': '调度' } } },
  infer: ({ inputs: { schedule, sigmas } }) => ({
    outputs: { schedule: { ...schedule, rises: sigmas?.rises === true } },
  }),
  run({ inputs: { schedule, sigmas } }) {
    if (sigmas.length < 2) throw new UserFailure('sigmas-none', {}, { port: 'sigmas' })
    return { outputs: { schedule: { ...schedule, sigmas, steps: sigmas.length - 1 } } }
  },
})
