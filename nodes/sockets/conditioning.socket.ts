import type { Conditioning } from '../../models/define-family.ts'
import { defineSocket } from '../define-socket.ts'
import { tensorBytes, tensorFromBytes } from './tensor-store.ts'

type StoredConditioning = Omit<Conditioning, 'embeddings'> & { readonly dims: readonly number[] }

/** Embedded prompts, each [1, L, D] with its weight and its part of the schedule. */
export const conditioningSocket = defineSocket<readonly Conditioning[]>({
  type: 'CONDITIONING',
  label: { en: 'Conditioning', 'zh-CN': '条件' },
  color: '#ffa931',
  write: (list) => ({
    json: list.map(({ embeddings, ...rest }) => ({ ...rest, dims: embeddings.dims })),
    blobs: list.map(({ embeddings }) => tensorBytes(embeddings)),
  }),
  read: ({ json, blobs }) =>
    (json as unknown as readonly StoredConditioning[]).map(({ dims, ...rest }, index) => ({
      ...rest,
      embeddings: tensorFromBytes(dims, blobs[index]),
    })),
  facts: (list) => ({ tokens: list.map(({ embeddings }) => embeddings.dims[1] ?? 0) }),
})

export default conditioningSocket
