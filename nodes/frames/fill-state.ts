import { z } from 'zod'
import type { ChannelLook } from '../../models/latent-anchor.ts'
import type { Tensor } from '../../models/tensor.ts'
import type { StoredValue } from '../define-socket.ts'
import { tensorBytes, tensorFromBytes } from '../sockets/tensor-store.ts'

/** A long clip between two of its pieces. */
export interface FillState {
  /** Pieces that are done. */
  readonly done: number
  /** [1, C, T, H, W], zeros where nothing is yet. */
  readonly clip: Tensor
  /** For each latent frame whether it is there. */
  readonly filled: readonly boolean[]
  /** Colours of the first new frames. */
  readonly look: ChannelLook | undefined
}

const stateSchema = z.object({
  done: z.number(),
  dims: z.array(z.number()),
  filled: z.array(z.boolean()),
  look: z.object({ mean: z.array(z.number()), deviation: z.array(z.number()) }).optional(),
})

export function writeFillState({ clip, look, ...rest }: FillState): StoredValue {
  const json = { ...rest, dims: clip.dims, ...(look ? { look } : {}) }
  return { json: JSON.parse(JSON.stringify(json)) as StoredValue['json'], blobs: [tensorBytes(clip)] }
}

/** Undefined for what `writeFillState` did not write. */
export function readFillState({ json, blobs }: StoredValue): FillState | undefined {
  const stored = stateSchema.safeParse(json).data
  return stored && { ...stored, look: stored.look, clip: tensorFromBytes(stored.dims, blobs[0]) }
}
