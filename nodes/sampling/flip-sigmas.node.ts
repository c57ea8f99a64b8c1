import { defineNode } from '../define-node.ts'
import { sigmasSocket } from '../sockets/sigmas.socket.ts'

/** Where a flow has no noise at all a solver finds no direction; ComfyUI's flip begins a little above, too. */
const almostNone = 0.0001

export default defineNode({
  id: 'flip-sigmas',
  version: 1,
  label: { en: 'Flip sigmas', 'zh-CN': '反转 Sigma' },
  category: 'sampling',
  help: {
    en: 'Turns noise levels around, from low to high: an advanced sampler that adds no noise then leads a finished clip back to the noise it could have come from (inversion).',
    'zh-CN': '将噪声水平反转为从低到高：不加噪的高级采样器可由此把完成的片段还原为其可能来源的噪声（反演）。',
  },
  example: {
    en: 'Encoded clip → flipped sigmas → noise; then the usual sigmas with another prompt.',
    'zh-CN': '编码后的片段 → 反转 Sigma → 噪声；再以常规 Sigma 和新提示词采样。',
  },
  synonyms: ['FlipSigmas', 'inversion', 'unsampling', '反演'],
  inputs: { sigmas: { socket: sigmasSocket, label: { en: 'Sigmas', 'zh-CN': 'Sigma' } } },
  params: {},
  outputs: { sigmas: { socket: sigmasSocket, label: { en: 'Sigmas', 'zh-CN': 'Sigma' } } },
  infer: ({ inputs: { sigmas } }) => ({ outputs: { sigmas: { rises: sigmas?.rises !== true } } }),
  run({ inputs: { sigmas } }) {
    const flipped = sigmas.toReversed()
    return { outputs: { sigmas: flipped[0] === 0 ? [almostNone, ...flipped.slice(1)] : flipped } }
  },
})
