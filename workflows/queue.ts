import { z } from 'zod'
import { failureSchema } from './failure.ts'
import { jsonSchema } from './json.ts'

/** Values laid over params: `{ "prompt.text": "…" }`, by node id or title. */
const paramsSchema = z.record(z.string(), jsonSchema)

/** Runs of a higher priority go first. */
export const prioritySchema = z.number().int().min(-1000).max(1000)

/** `POST /api/runs` and what makes a new run of an old one → 202; the place is 0 for the next one to run. */
export const queuedAnswerSchema = z.object({ runId: z.string(), position: z.number().int().optional() })
export type QueuedAnswer = z.infer<typeof queuedAnswerSchema>

/** `PATCH /api/runs/:id` of a waiting run → `RunSummary`. */
export const runChangeSchema = z.object({
  params: paramsSchema.optional(),
  priority: prioritySchema.optional(),
  /** Put it before this waiting run, or with null at the end. It takes over the priority it then needs. */
  before: z.string().nullable().optional(),
})
export type RunChange = z.infer<typeof runChangeSchema>

/** `POST /api/runs/:id/retry` (a run that is over) and `/duplicate` (any run) → `QueuedAnswer`. */
export const repeatRequestSchema = z.object({
  params: paramsSchema.optional(),
  priority: prioritySchema.optional(),
})

/** `POST /api/runs/:id/fork` → `QueuedAnswer`: goes on from a kept state of one node with other params. */
export const forkRequestSchema = repeatRequestSchema.extend({
  /** The node whose work is taken up; the one that keeps states when it is the only one. */
  node: z.string().optional(),
  /** Steps that are done in the state; the newest kept one when left out. */
  step: z.number().int().min(1).optional(),
  /** Cancels the run it is forked from. */
  stop: z.boolean().default(false),
})
export type ForkRequest = z.infer<typeof forkRequestSchema>

/** `GET /api/runs/:id/forks`: the steps a fork may start from, by node. */
export const forkPointsSchema = z.object({ nodes: z.record(z.string(), z.array(z.number().int())) })
export type ForkPoints = z.infer<typeof forkPointsSchema>

/** `after-run` lets what runs come to its end; `next-step` holds it at its next step. */
export const pauseRequestSchema = z.object({ when: z.enum(['after-run', 'next-step']).default('after-run') })
export type PauseWhen = z.infer<typeof pauseRequestSchema>['when']

/** A worker that cannot start: the runs wait, and it is tried again at `retryAt` or when the queue is resumed. */
export const workerTroubleSchema = z.object({
  failure: failureSchema,
  /** Milliseconds since 1970. */
  retryAt: z.number(),
})
export type WorkerTrouble = z.infer<typeof workerTroubleSchema>

/** `GET /api/queue`, `POST /api/queue/pause` | `resume`, and the socket's `queue` message to all. */
export const queueStateSchema = z.object({
  paused: z.enum(['after-run', 'next-step']).nullable(),
  running: z.array(z.string()),
  /** In the order they will run. */
  waiting: z.array(z.string()),
  /** Why nothing, or less than could be, is computed; missing while all workers can work. */
  trouble: workerTroubleSchema.optional(),
})
export type QueueState = z.infer<typeof queueStateSchema>

/** `POST /api/queue/clear`: cancels all that wait, and with `running` also what runs. */
export const clearRequestSchema = z.object({ running: z.boolean().default(false) })
export const clearAnswerSchema = z.object({ cancelled: z.array(z.string()) })
export type ClearAnswer = z.infer<typeof clearAnswerSchema>
