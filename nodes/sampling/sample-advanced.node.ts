import { UserFailure } from '../../workflows/failure.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { problem } from '../problem.ts'
import { knownFramesSocket } from '../sockets/known-frames.socket.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { sampleClip } from './sample-clip.ts'
import { sampleProblems } from './sample-ahead.ts'
import { samplingInputs } from './sampling-inputs.ts'

export default defineNode({
  id: 'sample-advanced',
  version: 1,
  label: { en: 'Advanced sampler', 'zh-CN': '高级采样器' },
  category: 'sampling',
  help: {
    en: 'The sampler with its stages in your hand: which steps of the schedule to do, whether noise is added first, and whether noise that is left stays in the latent for the next sampler. With steps 0 to 0 it does all of the schedule.',
    'zh-CN':
      '可分段控制的采样器：执行调度中的哪些步、是否先加噪、剩余的噪声是否留给下一个采样器。起止步均为 0 时执行全部步骤。',
  },
  example: {
    en: 'Steps 0 to 12 with leftover noise, then 12 to 20 without adding noise in a second one with another prompt.',
    'zh-CN': '第一个执行 0 到 12 步并保留噪声，第二个不加噪执行 12 到 20 步并使用另一提示词。',
  },
  synonyms: [
    'KSamplerAdvanced',
    'SamplerCustomAdvanced',
    'start_at_step',
    'return_with_leftover_noise',
    '分段采样',
  ],
  inputs: {
    model: samplingInputs.model,
    positive: samplingInputs.positive,
    negative: samplingInputs.negative,
    latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } },
    noise: samplingInputs.noise,
    schedule: samplingInputs.schedule,
    known: { socket: knownFramesSocket, label: { en: 'Known frames', 'zh-CN': '已知帧' }, optional: true },
    guider: samplingInputs.guider,
  },
  params: {
    guidance: param.number({
      ...{
        label: { en: 'Guidance', 'zh-CN': '引导强度' },
        default: 3,
        min: 0,
        max: 30,
        step: 0.5,
        inline: true,
      },
    }),
    first: param.integer({
      label: { en: 'First step', 'zh-CN': '起始步' },
      default: 0,
      min: 0,
      max: 1000,
      inline: true,
    }),
    last: param.integer({
      label: { en: 'Last step', 'zh-CN': '结束步' },
      help: { en: '0: to the end of the schedule.', 'zh-CN': '0：直到调度结束。' },
      ...{ default: 0, min: 0, max: 1000, inline: true },
    }),
    addsNoise: param.toggle({ label: { en: 'Add noise', 'zh-CN': '加噪' }, default: true }),
    keepsNoise: param.toggle({
      label: { en: 'Leave leftover noise', 'zh-CN': '保留剩余噪声' },
      default: false,
    }),
  },
  outputs: { latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } } },
  infer({ inputs: { model: modelFacts, ...inputs }, params: { first, last, addsNoise }, world }) {
    const model = modelAhead(modelFacts, world)
    const { latent, known, positive, schedule } = inputs
    const steps = schedule?.steps
    const isWrong =
      typeof steps === 'number' && first !== undefined && last !== undefined && !isRange(first, last, steps)
    const problems = [
      ...(model ? sampleProblems({ model, latent, known, positive, schedule, addsNoise }) : []),
      ...(isWrong ? [problem('steps-out-of-order', { first, last, steps }, { port: 'last' })] : []),
    ]
    return { outputs: { latent }, problems }
  },
  async run({ inputs: { latent, known, ...given }, params: { guidance, first, last, ...noise }, context }) {
    const { steps } = given.schedule
    if (!isRange(first, last, steps))
      throw new UserFailure('steps-out-of-order', { first, last, steps }, { port: 'last' })
    const range = { first, last: last === 0 ? steps : last }
    return {
      outputs: {
        latent: await sampleClip(given, { latent, known, guidance, steps: range, ...noise, context }),
      },
    }
  },
})

function isRange(first: number, last: number, steps: number): boolean {
  const end = last === 0 ? steps : last
  return first < end && end <= steps
}
