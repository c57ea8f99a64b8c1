import type { NoiseLayout } from '../../models/noise-layout.ts'
import { defineSocket } from '../define-socket.ts'

/** A seed, and what is made of it; the sampler draws PyTorch's CPU float32 stream from it in the latent's shape. */
export interface Noise {
  readonly seed: number
  /** Another seed, mixed in. */
  readonly variation?: { readonly seed: number; readonly strength: number }
  /** How the noise of a long clip hangs together; every frame anew when left out. */
  readonly layout?: NoiseLayout
}

export const noiseSocket = defineSocket<Noise>({
  type: 'NOISE',
  label: { en: 'Noise', 'zh-CN': '噪声' },
  color: '#b0b0b0',
  facts: ({ seed }) => ({ seed }),
})

export default noiseSocket
