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
  /** The last frame is followed by the first: a loop. Every latent frame stands for several frames then, the first too. */
  readonly circular?: boolean
  /** Steps of its sampling that did without the model. */
  readonly reusedSteps?: number | undefined
  /** [1, 1, T, H, W]: 1 is made anew by the sampler, 0 stays as it is. */
  readonly mask?: Tensor | undefined
}

interface StoredLatent extends Omit<Latent, 'tensor' | 'mask'> {
  readonly dims: readonly number[]
  readonly maskDims?: readonly number[]
}

export const latentSocket = defineSocket<Latent>({
  type: 'LATENT',
  label: { en: 'Latent', 'zh-CN': '潜空间' },
  color: '#ff9cf9',
  write: ({ tensor, mask, reusedSteps, ...rest }) => ({
    json: {
      ...rest,
      dims: tensor.dims,
      ...(mask ? { maskDims: mask.dims } : {}),
      ...(reusedSteps === undefined ? {} : { reusedSteps }),
    },
    blobs: [tensorBytes(tensor), ...(mask ? [tensorBytes(mask)] : [])],
  }),
  read: ({ json, blobs }) => {
    const { dims, maskDims, ...rest } = json as unknown as StoredLatent
    const latent = { ...rest, tensor: tensorFromBytes(dims, blobs[0]) }
    return maskDims ? { ...latent, mask: tensorFromBytes(maskDims, blobs[1]) } : latent
  },
  facts: ({ tensor, fps, reusedSteps }) => ({
    ...{ shape: tensor.dims, fps },
    ...(reusedSteps === undefined ? {} : { reusedSteps }),
  }),
})

export default latentSocket
