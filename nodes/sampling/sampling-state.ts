import { z } from 'zod'
import type { SigmaSchedule } from '../../models/define-scheduler.ts'
import type { DenoiseMemories } from '../../models/denoise-input.ts'
import type { Tensor } from '../../models/tensor.ts'
import type { StoredValue } from '../define-socket.ts'
import { tensorBytes, tensorFromBytes } from '../sockets/tensor-store.ts'

/** A sampling between two rows of its schedule: all it takes to go on bit for bit. */
export interface SamplingState {
  /** Row to go on with; the number of rows when all are done. */
  readonly row: number
  /** [1, C, T, H, W] at the noise level of `row` */
  readonly sample: Tensor
  readonly memories: DenoiseMemories
  /** Fresh noises the solver has drawn from the seed's stream so far. */
  readonly draws: number
  /** The schedule and guidance the memories belong to. */
  readonly schedule: Pick<SigmaSchedule, 'scheduler' | 'timesteps'>
  readonly guidance: string
}

const tensorSchema = z.object({ kind: z.literal('tensor'), blob: z.number(), dims: z.array(z.number()) })
const numbersSchema = z.object({ kind: z.enum(['number', 'numbers']), blob: z.number() })
const memorySchema = z.record(z.string(), z.union([tensorSchema, numbersSchema])).optional()

const stateSchema = z.object({
  row: z.number(),
  draws: z.number(),
  guidance: z.string(),
  scheduler: z.string(),
  timesteps: numbersSchema,
  sample: tensorSchema,
  memories: z.object({ solver: memorySchema, guidance: memorySchema, reuse: memorySchema }),
})

type Remembered = Tensor | number | readonly number[]
type Memory = Readonly<Record<string, Remembered>> | undefined

export function writeSamplingState(state: SamplingState): StoredValue {
  const { row, draws, guidance, schedule, sample, memories } = state
  const blobs: Uint8Array[] = []
  const put = (value: Remembered) => putBlob(value, blobs)
  const putAll = (memory: Memory) =>
    memory && Object.fromEntries(Object.entries(memory).map(([name, value]) => [name, put(value)]))
  const json = {
    ...{ row, draws, guidance, scheduler: schedule.scheduler },
    timesteps: put(schedule.timesteps),
    sample: put(sample),
    memories: {
      solver: putAll(memories.solver),
      guidance: putAll(memories.guidance),
      reuse: putAll(memories.reuse),
    },
  }
  // What was not remembered has no place in JSON.
  return { json: JSON.parse(JSON.stringify(json)) as StoredValue['json'], blobs }
}

/** Undefined for what `writeSamplingState` did not write, such as a state of several parts. */
export function readSamplingState({ json, blobs }: StoredValue): SamplingState | undefined {
  const stored = stateSchema.safeParse(json).data
  if (!stored) return undefined
  const { row, draws, guidance, scheduler, timesteps, sample, memories } = stored
  const get = (place: Place) => getBlob(place, blobs)
  const getAll = (memory: Readonly<Record<string, Place>> | undefined) =>
    memory && Object.fromEntries(Object.entries(memory).map(([name, place]) => [name, get(place)]))
  const state = {
    ...{ row, draws, guidance, sample: get(sample) },
    schedule: { scheduler, timesteps: get(timesteps) },
    memories: {
      solver: getAll(memories.solver),
      guidance: getAll(memories.guidance),
      reuse: getAll(memories.reuse),
    },
  }
  return state as SamplingState
}

type Place = z.infer<typeof tensorSchema> | z.infer<typeof numbersSchema>

/** Numbers are kept as bytes: JSON knows neither −0 nor infinity. */
function putBlob(value: Remembered, blobs: Uint8Array[]): Place {
  const blob = blobs.length
  if (typeof value === 'number' || !('dims' in value)) {
    const isOne = typeof value === 'number'
    blobs.push(new Uint8Array(Float64Array.from(isOne ? [value] : value).buffer))
    return { kind: isOne ? 'number' : 'numbers', blob }
  }
  blobs.push(tensorBytes(value))
  return { kind: 'tensor', blob, dims: [...value.dims] }
}

function getBlob(place: Place, blobs: readonly Uint8Array[]): Remembered | undefined {
  const bytes = blobs[place.blob]
  if (place.kind === 'tensor') return tensorFromBytes(place.dims, bytes)
  const numbers = [...new Float64Array(bytes?.slice().buffer ?? new ArrayBuffer(0))]
  return place.kind === 'number' ? numbers[0] : numbers
}
