import { z } from 'zod'
import { assetSchema, type Rational } from './asset.ts'
import { runEstimateSchema } from './estimate.ts'
import { failureSchema } from './failure.ts'
import { jsonSchema } from './json.ts'
import { sweepCellSchema } from './sweep.ts'

/** What an output node made that a person can look at. */
export const resultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('asset'), asset: assetSchema }),
  z.object({ kind: z.literal('text'), text: z.string() }),
])
export type NodeResult = z.infer<typeof resultSchema>

/** Short facts about a value on an output port, for labels on wires: `17 × 96×96 @ 8`. */
export const valueFactsSchema = z.record(z.string(), jsonSchema)

const stepSchema = z.object({ node: z.string() })

/** Why a node ran or was reused: code + values, worded by `reasonText`. */
export const reasonSchema = z.object({
  code: z.enum([
    'never-run',
    'param-changed',
    'input-changed',
    'wired-anew',
    'version-changed',
    'model-changed',
    'files-changed',
    'evicted',
    'unchanged',
    'same-as',
    'always-runs',
  ]),
  values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
export type RunReason = z.infer<typeof reasonSchema>

/** The run another one was made from. */
export const runOriginSchema = z.object({
  how: z.enum(['retry', 'duplicate', 'fork']),
  runId: z.string(),
  /** Of a fork: the node it takes up in the middle of its work, and the steps that were done. */
  node: z.string().optional(),
  step: z.number().int().optional(),
})
export type RunOrigin = z.infer<typeof runOriginSchema>

export const executionEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run-queued'),
    name: z.string(),
    nodes: z.array(z.string()),
    workflowId: z.string().optional(),
    /** All seeds it runs with, by `node.param`, the drawn ones included. */
    seeds: z.record(z.string(), z.number()).optional(),
    origin: runOriginSchema.optional(),
  }),
  /** Values laid over the params of a run that waits, by `node.param`. */
  z.object({ type: z.literal('run-edited'), params: z.record(z.string(), jsonSchema) }),
  z.object({
    type: z.literal('run-started'),
    device: z.string(),
    deviceReason: z.string(),
    order: z.array(z.string()),
    /** Combinations of the run's sweeps: the nodes of the n-th are called `node~n`. */
    cells: z.array(sweepCellSchema).optional(),
    /** What it was expected to take. */
    estimate: runEstimateSchema.optional(),
  }),
  stepSchema.extend({ type: z.literal('node-started'), reason: reasonSchema }),
  stepSchema.extend({ type: z.literal('node-progressed'), done: z.number(), total: z.number() }),
  stepSchema.extend({
    type: z.literal('node-reused'),
    reason: reasonSchema,
    results: z.array(resultSchema),
    facts: valueFactsSchema,
  }),
  stepSchema.extend({
    type: z.literal('node-finished'),
    durationMs: z.number(),
    /** Of it, what opening models took: once per worker, not once per run. */
    openingMs: z.number().optional(),
    /** Resident memory of the worker when it was done; of steps that took a while. */
    peakBytes: z.number().optional(),
    results: z.array(resultSchema),
    facts: valueFactsSchema,
  }),
  stepSchema.extend({ type: z.literal('node-skipped') }),
  stepSchema.extend({ type: z.literal('node-failed'), failure: failureSchema }),
  /** Holds between two steps until the queue goes on. */
  z.object({ type: z.literal('run-paused') }),
  z.object({ type: z.literal('run-continued') }),
  /** A person wants it to end; it does so at its next step. */
  z.object({ type: z.literal('run-cancelling') }),
  /** Its worker or the server died: it waits again and goes on from its results and checkpoints. */
  z.object({ type: z.literal('run-interrupted'), detail: z.string() }),
  z.object({ type: z.literal('run-succeeded') }),
  z.object({ type: z.literal('run-failed'), failure: failureSchema }),
  z.object({ type: z.literal('run-cancelled') }),
])

/** The truth of a run: past tense, a closed union. Previews are not events. */
export type ExecutionEvent = z.infer<typeof executionEventSchema>

/** Nothing follows in this run. */
export function isRunEnd({ type }: ExecutionEvent): boolean {
  return type === 'run-succeeded' || type === 'run-failed' || type === 'run-cancelled'
}

export const numberedEventSchema = z.object({
  runId: z.string(),
  /** 1, 2, 3 … within a run; of a run that is long over, progress that was overtaken is no longer kept. */
  seq: z.number().int().positive(),
  /** Milliseconds since 1970. */
  at: z.number(),
  event: executionEventSchema,
})
export type NumberedEvent = z.infer<typeof numberedEventSchema>

/** A moving preview: one WebP that holds all frames in a strip from left to right. Volatile and unnumbered. */
export interface PreviewFrameStrip {
  readonly runId: string
  readonly node: string
  readonly step: number
  /** Size of one frame in pixels. */
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly fps: Rational
  /** image/webp */
  readonly image: Uint8Array
}
