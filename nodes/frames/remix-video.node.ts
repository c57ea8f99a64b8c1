import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { decodeLatent } from '../decode/decode-latent.ts'
import { encodeClip, fittingSize } from '../decode/encode-clip.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { problem } from '../problem.ts'
import { sampleClip } from '../sampling/sample-clip.ts'
import { samplingInputs } from '../sampling/sampling-inputs.ts'
import { strengthAtNoise } from '../sampling/strength-at-noise.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { portFactsOf, videoFactsOf } from '../video/video-facts.ts'
import { clipSizeProblems } from './bridge-facts.ts'
import { verbParams } from './verb-params.ts'

/** Share of noise in what a remix begins with. */
const noiseShares = { subtle: 0.75, mild: 0.9, strong: 0.95 } as const

export default defineNode({
  id: 'remix-video',
  // 2: levels are noise, not steps, so that they mean the same for every model.
  version: 2,
  upgrade: {
    1: ({ level = 'mild', strength = 0.6, guidance = 3, ...params }) => {
      const steps = typeof level === 'string' && { subtle: 0.4, mild: 0.6, strong: 0.8 }[level]
      if (!steps) return { ...params, level, strength, guidance }
      return { ...params, level: 'own', strength: steps, guidance }
    },
  },
  label: { en: 'Remix', 'zh-CN': '重绘' },
  category: 'frames',
  help: {
    en: 'Tells a clip again with another prompt. Subtle keeps layout and motion and changes the look; mild changes what things are; strong keeps little more than where things are. Noise is laid over the clip and taken away again under the new prompt (SDEdit).',
    'zh-CN':
      '用新的提示词重新演绎片段。“轻微”保留布局与动作，只改外观；“适中”改变事物本身；“强烈”几乎只保留位置。原理是给片段加噪后按新提示词去噪（SDEdit）。',
  },
  example: {
    en: 'A cat walks in a forest, remixed mildly with “a robot walks in a city”.',
    'zh-CN': '森林中行走的猫，以“城市中行走的机器人”适中重绘。',
  },
  synonyms: ['remix', 'video to video', 'v2v', 'restyle', 'SDEdit', '视频转视频', '风格'],
  inputs: { ...samplingInputs, video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  params: {
    level: param.choice({
      label: { en: 'How much', 'zh-CN': '程度' },
      default: 'mild',
      choices: [
        { value: 'subtle', label: { en: 'Subtle', 'zh-CN': '轻微' } },
        { value: 'mild', label: { en: 'Mild', 'zh-CN': '适中' } },
        { value: 'strong', label: { en: 'Strong', 'zh-CN': '强烈' } },
        { value: 'own', label: { en: 'By number', 'zh-CN': '自定义' } },
      ],
      inline: true,
    }),
    strength: param.number({
      label: { en: 'Strength', 'zh-CN': '强度' },
      help: { en: 'Used when “How much” is by number.', 'zh-CN': '仅在“程度”为“自定义”时使用。' },
      ...{ default: 0.6, min: 0, max: 1, step: 0.05, slider: true },
    }),
    // What is left of the clip speaks for the old prompt.
    guidance: { ...verbParams.guidance, default: 5 },
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs: { model: given, video }, params: { level, strength }, world }) {
    const model = modelAhead(given, world)
    const facts = videoFactsOf(video)
    const isNothing = level === 'own' && strength === 0
    const problems = [
      ...clipSizeProblems({ video }, { model: given, world }),
      ...(isNothing ? [problem('strength-zero', {}, { port: 'strength', level: 'warning' })] : []),
    ]
    if (!model || !facts) return { problems }
    const size = fittingSize(facts, { width: 0, height: 0 }, model)
    return { outputs: { video: portFactsOf({ ...facts, ...size, hasAudio: false }) }, problems }
  },
  async run({ inputs: { video, ...given }, params: { level, strength, guidance }, context }) {
    const model = await context.models.get(given.model.modelId)
    const latent = await encodeClip({ model, video, wanted: { width: 0, height: 0 }, context })
    const { schedule } = given
    const { dims } = latent.tensor
    const share =
      level === 'own'
        ? strength
        : strengthAtNoise({ model, schedule, dims, noiseShare: noiseShares[level] }, context)
    const made = await sampleClip(given, { latent, guidance, strength: share, context })
    return { outputs: { video: await decodeLatent({ model, latent: made, context }) } }
  },
})
