import { defineSocket } from '../define-socket.ts'

/** A seed; the sampler draws PyTorch's CPU float32 stream from it in the latent's shape. */
export interface Noise {
  readonly seed: number
}

export const noiseSocket = defineSocket<Noise>({
  type: 'NOISE',
  label: { en: 'Noise', 'zh-CN': '噪声' },
  color: '#b0b0b0',
  facts: ({ seed }) => ({ seed }),
})

export default noiseSocket
