import { z } from 'zod'
import type { StoredValue } from '../../nodes/define-socket.ts'
import type { CheckpointAccess } from '../../nodes/run-context.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import { jsonSchema } from '../../workflows/json.ts'
import type { CheckpointFolder } from '../storage/checkpoint-folder.ts'

export interface StepCheckpointOptions {
  readonly folder: CheckpointFolder
  /** The step's content key. */
  readonly key: string
  /** The state a fork begins with, as it was kept. */
  readonly start?: (() => Promise<StoredValue>) | undefined
  /** What else the numbers depend on: another device or thread count adds in another order. */
  readonly surroundings: string
  /** True while the run is to hold: then a state is kept whatever it costs. */
  readonly isUrgent: () => boolean
  /** Milliseconds. */
  readonly now: () => number
  readonly warn: (what: string, cause: unknown) => void
}

/** The work between two checkpoints is worth this many times what one costs. */
const worth = 100

/** Taken for the first state of a step, before any was timed: one that would take long waits until it is worth it. */
const bytesPerMs = 150_000
const longMs = 10

/** A fork starts from its parent's state wherever that was computed. @throws OperationalFailure */
async function begin(start: () => Promise<StoredValue>): Promise<StoredValue> {
  try {
    const { json, blobs } = await start()
    return { json: sealedSchema.parse(json).json, blobs }
  } catch (cause) {
    throw new OperationalFailure('fork-state-missing', {}, { cause })
  }
}

const sealedSchema = z.object({ surroundings: z.string(), json: jsonSchema })

function byteLengthOf({ blobs }: StoredValue): number {
  return blobs.reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/** Checkpoints of one step of a run. */
export function stepCheckpoints(options: StepCheckpointOptions): CheckpointAccess {
  const { folder, key, surroundings, isUrgent, now, warn } = options
  let dueAt = -Infinity
  let isFirst = true

  function keep(step: number, { json, blobs }: StoredValue): void {
    try {
      folder.write(key, step, { json: { surroundings, json }, blobs })
    } catch (cause) {
      // The work itself goes on: only a crash would make it begin anew.
      warn('A checkpoint could not be kept; after a crash the work begins anew.', cause)
    }
  }

  async function restore(): Promise<StoredValue | undefined> {
    for (const step of (await folder.steps(key)).toReversed()) {
      const state = await folder.read(key, step).catch(() => undefined)
      const sealed = sealedSchema.safeParse(state?.json)
      if (!state || !sealed.success || sealed.data.surroundings !== surroundings) continue
      return { json: sealed.data.json, blobs: state.blobs }
    }
    return options.start && begin(options.start)
  }

  return {
    restore,
    offer: (step, make) => {
      const startedAt = now()
      if (startedAt < dueAt && !isUrgent()) return
      const state = make()
      const expectedMs = isFirst ? byteLengthOf(state) / bytesPerMs : 0
      isFirst = false
      if (expectedMs >= longMs && !isUrgent()) {
        dueAt = startedAt + worth * expectedMs
        return
      }
      keep(step, state)
      dueAt = now() + worth * (now() - startedAt)
    },
  }
}
