import type { Tensor } from '../../models/tensor.ts'
import type { Rational } from '../../workflows/asset.ts'
import { defineSocket } from '../define-socket.ts'
import { tensorBytes, tensorFromBytes } from './tensor-store.ts'

/** A video in the VAE's space, normalised to mean 0 and deviation 1. */
export interface Latent {
  /** [1, C, T, H, W] */
  readonly tensor: Tensor
  readonly familyId: string
  readonly fps: Rational
  /** The last frame is followed by the first: a loop. */
  readonly circular?: boolean
}

interface StoredLatent extends Omit<Latent, 'tensor'> {
  readonly dims: readonly number[]
}

export const latentSocket = defineSocket<Latent>({
  type: 'LATENT',
  label: { en: 'Latent', 'zh-CN': '潜空间' },
  color: '#ff9cf9',
  write: ({ tensor, ...rest }) => ({ json: { ...rest, dims: tensor.dims }, blobs: [tensorBytes(tensor)] }),
  read: ({ json, blobs }) => {
    const { dims, ...rest } = json as unknown as StoredLatent
    return { ...rest, tensor: tensorFromBytes(dims, blobs[0]) }
  },
  facts: ({ tensor, fps }) => ({ shape: tensor.dims, fps }),
})

export default latentSocket
