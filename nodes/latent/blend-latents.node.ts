import { type BlendCurve, blendLatents } from '../../models/blend-latents.ts'
import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { problem } from '../problem.ts'
import { numbersIn } from '../sampling/typed-numbers.ts'
import { latentSocket } from '../sockets/latent.socket.ts'
import { latentFactsOf } from './latent-facts.ts'

export default defineNode({
  id: 'blend-latents',
  version: 1,
  label: { en: 'Blend latents', 'zh-CN': '混合潜空间' },
  category: 'latent',
  help: {
    en: 'Mixes two clips in the model’s own space, each as much as a curve over time says. Give the result to a sampler with a strength of about 0.6: it makes one scene of both. A transition begins with the first and ends on the second; mix holds both all the time; a peak shows the second in the middle only.',
    'zh-CN':
      '在模型的潜空间中混合两个片段，比例由时间曲线决定。将结果交给强度约 0.6 的采样器，即可融合为同一场景。“过渡”从前者到后者；“混合”始终保持两者；“峰值”仅在中段出现后者。',
  },
  example: {
    en: 'Two encoded clips, transition, sampler with strength 0.6: Sora’s blend.',
    'zh-CN': '两个编码后的片段，选择“过渡”，采样器强度 0.6：即 Sora 的 Blend。',
  },
  synonyms: ['blend', 'LatentBlend', 'LatentInterpolate', 'crossfade', 'influence curve', '融合'],
  inputs: {
    first: { socket: latentSocket, label: { en: 'First', 'zh-CN': '前者' } },
    second: { socket: latentSocket, label: { en: 'Second', 'zh-CN': '后者' } },
  },
  params: {
    curve: param.choice({
      label: { en: 'Curve', 'zh-CN': '曲线' },
      default: 'transition',
      choices: [
        { value: 'transition', label: { en: 'Transition', 'zh-CN': '过渡' } },
        { value: 'mix', label: { en: 'Mix', 'zh-CN': '混合' } },
        { value: 'peak', label: { en: 'Peak', 'zh-CN': '峰值' } },
        { value: 'drawn', label: { en: 'Drawn', 'zh-CN': '手绘' } },
      ],
      inline: true,
    }),
    points: param.text({
      label: { en: 'Drawn curve', 'zh-CN': '手绘曲线' },
      help: {
        en: 'For “Drawn”: how much of the second clip is seen, from the first frame to the last.',
        'zh-CN': '用于“手绘”：从首帧到末帧后者所占的比例。',
      },
      ...{ default: '0, 0.2, 0.8, 1', maxLength: 1000 },
      form: { kind: 'curve', min: 0, max: 1 },
    }),
    share: param.number({
      label: { en: 'Share of the second', 'zh-CN': '后者比例' },
      help: { en: 'Its largest share on the curve.', 'zh-CN': '曲线上后者的最大比例。' },
      ...{ default: 1, min: 0, max: 1, step: 0.05, slider: true },
    }),
  },
  outputs: { latent: { socket: latentSocket, label: { en: 'Latent', 'zh-CN': '潜空间' } } },
  infer({ inputs, params: { curve, points } }) {
    if (curve === 'drawn' && points !== undefined && !heightsIn(points))
      return { problems: [problem('curve-not-heights', { text: points }, { port: 'points' })] }
    const [first, second] = [latentFactsOf(inputs.first), latentFactsOf(inputs.second)]
    if (!first || !second || first.shape.join() === second.shape.join())
      return { outputs: { latent: inputs.first } }
    const values = { given: second.shape.join('×'), wanted: first.shape.join('×') }
    return { problems: [problem('latent-wrong-shape', values, { port: 'second' })] }
  },
  run({ inputs: { first, second }, params: { curve, share, points } }) {
    if (first.tensor.dims.join() !== second.tensor.dims.join()) {
      const values = { given: second.tensor.dims.join('×'), wanted: first.tensor.dims.join('×') }
      throw new UserFailure('latent-wrong-shape', values, { port: 'second' })
    }
    const blended = blendLatents(first.tensor, second.tensor, {
      curve: curve satisfies BlendCurve,
      share,
      ...(curve === 'drawn' && { points: heightsOf(points) }),
    })
    return { outputs: { latent: { ...first, tensor: blended } } }
  },
})

/** Heights in 0..1, one at least; nothing where the text is anything else. */
function heightsIn(text: string): readonly number[] | undefined {
  const heights = numbersIn(text)
  return heights?.length && heights.every((height) => height >= 0 && height <= 1) ? heights : undefined
}

/** @throws UserFailure `curve-not-heights` */
function heightsOf(text: string): readonly number[] {
  const heights = heightsIn(text)
  if (!heights) throw new UserFailure('curve-not-heights', { text }, { port: 'points' })
  return heights
}
