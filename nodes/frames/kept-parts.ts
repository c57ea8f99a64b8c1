import { z } from 'zod'
import type { Tensor } from '../../models/tensor.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { jsonSchema } from '../../workflows/json.ts'
import type { StoredValue } from '../define-socket.ts'
import type { CheckpointAccess } from '../run-context.ts'
import { tensorBytes, tensorFromBytes } from '../sockets/tensor-store.ts'

/** One of several latents a node samples one after another. */
export interface PartOfWork {
  /** Shape of the latent, [1, C, T, H, W]. */
  readonly dims: readonly number[]
  /** Samples it; what it keeps at `checkpoint` is kept together with the parts before it. */
  readonly make: (checkpoint: CheckpointAccess) => Promise<Tensor>
}

/** The next part: made, or as it was left by work that was interrupted. Parts must be asked for in the same order. */
export type KeptParts = (part: PartOfWork) => Promise<Tensor>

interface PartsState {
  /** Steps of all parts that are done, and with those of the part at work. */
  readonly base: number
  readonly steps: number
  readonly done: readonly Tensor[]
  /** What the part that was at work kept. */
  readonly inner?: StoredValue | undefined
}

/**
 * Several samplings of one node under one checkpoint, so that an interrupted node goes on within the part it was at, bit
 * for bit. A part may have parts of its own.
 */
export async function keptParts(checkpoint: CheckpointAccess): Promise<KeptParts> {
  const left = await checkpoint.restore()
  const begun = (left && readParts(left)) ?? { base: 0, steps: 0, done: [] }
  let { base, steps, done } = begun
  let next = 0
  return async ({ dims, make }) => {
    const kept = begun.done[next]
    next += 1
    if (kept) return sameShape(kept, dims)
    const inner = next === begun.done.length + 1 ? begun.inner : undefined
    const before = done
    const made = await make({
      restore: () => Promise.resolve(inner),
      offer: (step, keep) => {
        steps = base + step
        checkpoint.offer(steps, () => writeParts({ base, steps, done: before, inner: keep() }))
      },
    })
    done = [...before, made]
    steps += 1
    base = steps
    checkpoint.offer(steps, () => writeParts({ base, steps, done }))
    return made
  }
}

/** A fork may change what a part is made of, not its shape. @throws UserFailure `fork-other-size` */
function sameShape(kept: Tensor, dims: readonly number[]): Tensor {
  const [given, wanted] = [kept.dims.join('×'), dims.join('×')]
  if (given === wanted) return kept
  throw new UserFailure('fork-other-size', { given, wanted })
}

const stateSchema = z.object({
  kind: z.literal('parts'),
  base: z.number(),
  steps: z.number(),
  done: z.array(z.array(z.number())),
  inner: jsonSchema.optional(),
})

function writeParts({ done, inner, ...counts }: PartsState): StoredValue {
  const json = { kind: 'parts', ...counts, done: done.map(({ dims }) => [...dims]) }
  const blobs = [...done.map(tensorBytes), ...(inner?.blobs ?? [])]
  return { json: inner ? { ...json, inner: inner.json } : json, blobs }
}

/** Undefined for what `writeParts` did not write. */
function readParts({ json, blobs }: StoredValue): PartsState | undefined {
  const stored = stateSchema.safeParse(json).data
  if (!stored) return undefined
  const { done, inner, ...counts } = stored
  return {
    ...counts,
    done: done.map((dims, index) => tensorFromBytes(dims, blobs[index])),
    inner: inner === undefined ? undefined : { json: inner, blobs: blobs.slice(done.length) },
  }
}
