import { defineNode } from '../define-node.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { modelSocket } from '../sockets/model.socket.ts'
import { scheduleSocket } from '../sockets/schedule.socket.ts'
import { sigmasSocket } from '../sockets/sigmas.socket.ts'
import { rowsOf } from './sampling-schedule.ts'

export default defineNode({
  id: 'sigmas-of-schedule',
  version: 1,
  label: { en: 'Sigmas of a schedule', 'zh-CN': '调度的 Sigma' },
  category: 'sampling',
  help: {
    en: 'The noise levels a schedule has for a latent of this size, as a list that can be split, turned or looked at. Solvers with two evaluations a step count each level once.',
    'zh-CN':
      '给出调度在该潜空间尺寸下的噪声水平列表，可用于拆分、反转或查看。每步求值两次的求解器，每个水平只计一次。',
  },
  example: {
    en: 'Scheduler with 20 steps → sigmas → split at step 12.',
    'zh-CN': '20 步调度 → Sigma → 在第 12 步拆分。',
  },
  synonyms: ['BasicScheduler', 'sigmas from scheduler', '噪声水平'],
  inputs: {
    model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } },
    schedule: { socket: scheduleSocket, label: { en: 'Schedule', 'zh-CN': '调度' } },
    latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } },
  },
  params: {},
  outputs: { sigmas: { socket: sigmasSocket, label: { en: 'Sigmas', 'zh-CN': 'Sigma' } } },
  async run({ inputs: { model, schedule, latent }, context }) {
    const loaded = await context.models.get(model.modelId)
    const scheduler = context.models.scheduler(schedule.scheduler)
    const { sigmas } = rowsOf(scheduler, schedule, { ...loaded, dims: latent.tensor.dims })
    return { outputs: { sigmas: sigmas.filter((sigma, at) => sigma !== sigmas[at - 1]) } }
  },
})
