import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { modelAhead } from '../latent/model-ahead.ts'
import { knownFramesSocket } from '../sockets/known-frames.socket.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { sampleClip } from './sample-clip.ts'
import { sampleProblems } from './sample-ahead.ts'
import { samplingInputs } from './sampling-inputs.ts'

export default defineNode({
  id: 'sample',
  version: 1,
  label: { en: 'DiT sampler', 'zh-CN': 'DiT 采样器' },
  category: 'sampling',
  help: {
    en: 'Turns noise into video, step by step, and shows a moving preview while it works. Guidance says how closely the prompt is followed: 1 ignores the negative prompt and is twice as fast, high values become harsh. With strength below 1 the given latent is changed instead of replaced (video to video). Known frames stay as they are, and the rest is made to fit.',
    'zh-CN':
      '将噪声逐步变为视频，并在过程中显示动态预览。引导强度决定对提示词的遵循程度：为 1 时忽略负向提示词，速度快一倍；过高画面会变得生硬。强度小于 1 时，会在输入的潜空间基础上修改而非重新生成（视频生视频）。已知帧保持不变，其余部分与之衔接。',
  },
  example: {
    en: 'Model, positive, latent, noise and schedule wired, guidance 3: a video from text. Add an image as known frames: a video from that image.',
    'zh-CN': '连接模型、正向、潜空间、噪声和调度，引导强度 3：文生视频。再接入一张图像作为已知帧：图生视频。',
  },
  synonyms: [
    'KSampler',
    'KSamplerAdvanced',
    'SamplerCustomAdvanced',
    'WanVideoSampler',
    'CFGGuider',
    'denoise',
    '采样器',
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
      label: { en: 'Guidance', 'zh-CN': '引导强度' },
      help: {
        en: 'Scale of plain guidance; a guider that is connected has its own.',
        'zh-CN': '普通引导的强度；若连接了引导器，则以引导器为准。',
      },
      default: 3,
      min: 0,
      max: 30,
      step: 0.5,
      inline: true,
    }),
    strength: param.number({
      label: { en: 'Strength', 'zh-CN': '强度' },
      help: {
        en: 'How much of the given latent is made anew.',
        'zh-CN': '对输入潜空间重新生成的程度。',
      },
      default: 1,
      min: 0,
      max: 1,
      step: 0.05,
      slider: true,
    }),
  },
  outputs: { latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } } },
  infer({ inputs: { model: modelFacts, ...inputs }, params: { strength }, world }) {
    const model = modelAhead(modelFacts, world)
    const { latent, known, positive, schedule } = inputs
    const problems = model ? sampleProblems({ model, latent, known, positive, schedule, strength }) : []
    return { outputs: { latent }, problems }
  },
  async run({ inputs: { latent, known, ...given }, params: { guidance, strength }, context }) {
    return { outputs: { latent: await sampleClip(given, { latent, known, guidance, strength, context }) } }
  },
})
