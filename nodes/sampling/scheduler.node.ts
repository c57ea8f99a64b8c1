import type { Family } from '../../models/define-family.ts'
import type { Scheduler } from '../../models/define-scheduler.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { problem } from '../problem.ts'
import { modelSocket } from '../sockets/model.socket.ts'
import { scheduleSocket } from '../sockets/schedule.socket.ts'
import { configFor, schedulerChoices, schedulerOfModel, solves } from './scheduler-choices.ts'

const modelsOwn = 'auto'

export default defineNode({
  id: 'scheduler',
  version: 1,
  label: { en: 'Scheduler', 'zh-CN': '调度器' },
  category: 'sampling',
  help: {
    en: 'Decides in how many steps, and along which noise levels, noise becomes video. More steps take longer and are cleaner up to a point. A higher shift spends more steps on the rough layout, which long and large videos need; 0 leaves the shift to the model.',
    'zh-CN':
      '决定噪声经过多少步、沿哪些噪声水平变为视频。步数越多耗时越长，画面在一定范围内更干净。偏移（shift）越大，用于整体布局的步数越多，适合更长、更大的视频；设为 0 则采用模型自身的偏移。',
  },
  example: {
    en: 'Flow Euler with 20 steps; try Heun with 10 for the same time.',
    'zh-CN': 'Flow Euler 20 步；也可用 Heun 10 步，耗时相当。',
  },
  synonyms: [
    'BasicScheduler',
    'KSamplerSelect',
    'ModelSamplingSD3',
    'sampler_name',
    'steps',
    'sigmas',
    '步数',
    '采样方法',
  ],
  inputs: { model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } } },
  params: {
    scheduler: param.choice({
      label: { en: 'Scheduler', 'zh-CN': '调度器' },
      default: modelsOwn,
      choices: [
        { value: modelsOwn, label: { en: 'The model’s own', 'zh-CN': '模型默认' } },
        ...schedulerChoices.map(({ id, label }) => ({ value: id, label })),
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
    shift: param.number({
      label: { en: 'Shift', 'zh-CN': '偏移' },
      help: { en: '0: the model’s own.', 'zh-CN': '0：使用模型自身的值。' },
      default: 0,
      min: 0,
      max: 100,
    }),
  },
  outputs: { schedule: { socket: scheduleSocket, label: { en: 'Schedule', 'zh-CN': '调度' } } },
  infer({ inputs, params: { scheduler, steps }, world }) {
    if (scheduler === undefined || steps === undefined) return {}
    const chosen = schedulerChoices.find(({ id }) => id === scheduler)
    const family = modelAhead(inputs.model, world)?.family
    const isWrong = chosen !== undefined && family !== undefined && !solves(chosen, family)
    const label = { en: 'Use the model’s own', 'zh-CN': '改用模型默认' }
    const fixes = [{ label, set: { scheduler: modelsOwn } }]
    const problems = isWrong
      ? [problem('scheduler-not-for-model', mismatch(chosen, family), { port: 'scheduler', fixes })]
      : []
    return { outputs: { schedule: { scheduler, steps } }, problems }
  },
  async run({ inputs, params, context }) {
    const { family, sessions } = await context.models.get(inputs.model.modelId)
    const own = sessions.configs.scheduler ?? {}
    const solver =
      params.scheduler === modelsOwn ? schedulerOfModel(own) : context.models.scheduler(params.scheduler)
    if (!solves(solver, family))
      throw new UserFailure('scheduler-not-for-model', mismatch(solver, family), { port: 'scheduler' })
    // A typed shift is meant as it is, so it also ends a shift that follows the size.
    const { shift } = params
    const typed = shift === 0 ? {} : { shift, flow_shift: shift, use_dynamic_shifting: false }
    const config = configFor(solver, family, { ...own, ...typed })
    return { outputs: { schedule: { scheduler: solver.id, config, steps: params.steps } } }
  },
})

function mismatch({ label }: Scheduler, family: Family) {
  const choices = schedulerChoices.filter((choice) => solves(choice, family))
  return {
    scheduler: label.en,
    prediction: family.prediction,
    choices: choices.map((choice) => choice.label.en).join(', '),
  }
}
