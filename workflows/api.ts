import { z } from 'zod'
import { numberedEventSchema, runOriginSchema } from './execution-event.ts'
import { jsonSchema } from './json.ts'
import { problemSchema } from './problem.ts'
import { workerTroubleSchema } from './queue.ts'
import { translationsSchema } from './translations.ts'
import { workflowSchema } from './workflow-file.ts'

/** Body of every HTTP error, and the `error` of every refused socket request. */
export const apiErrorSchema = z.object({
  code: z.string(),
  /** English wording; `details.values` has what other languages need. */
  message: z.string(),
  details: z
    .object({
      values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      problems: z.array(problemSchema).optional(),
    })
    .default({}),
})
export type ApiError = z.infer<typeof apiErrorSchema>

/** `GET /api/models` → `{ models }` */
export const modelSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['video-diffusion', 'upscaler', 'interpolator']),
  family: z.string(),
  licence: z.string(),
  summary: z.object({ en: z.string(), 'zh-CN': z.string() }),
  defaults: z.record(z.string(), z.number()),
  sizeGrid: z.number().optional(),
  frameStride: z.number().optional(),
  /** Tokens of a prompt its text encoder reads; what comes after is cut off. */
  promptTokens: z.number().optional(),
  /** Words the model was trained on, by kind (`subjects`, `motions` …); only small models have one. */
  vocabulary: jsonSchema.optional(),
  /** Set when the folder cannot be used. */
  problem: problemSchema.optional(),
})
export type ModelSummary = z.infer<typeof modelSummarySchema>

/** `POST /api/check` `{ workflow, revision }`: looks ahead without running. */
export const checkRequestSchema = z.object({ workflow: z.unknown(), revision: z.number().int() })
export const checkAnswerSchema = z.object({
  /** The revision that was asked about, so that a late answer can be dropped. */
  revision: z.number().int(),
  problems: z.array(problemSchema),
  /** What is known of each output before the run: node → port → facts. */
  facts: z.record(z.string(), z.record(z.string(), z.record(z.string(), jsonSchema))),
})
export type CheckAnswer = z.infer<typeof checkAnswerSchema>

/** One line of `GET /api/runs` → `{ runs }`, newest first, and of the socket's `runs` message. */
export const runSummarySchema = z.object({
  runId: z.string(),
  name: z.string(),
  /** Names may be alike; this is not. */
  workflowId: z.string(),
  state: z.enum(['queued', 'running', 'over']),
  isPaused: z.boolean().optional(),
  isCancelling: z.boolean().optional(),
  outcome: z.enum(['succeeded', 'failed', 'cancelled']).optional(),
  queuedAt: z.number(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  /** Of the time between start and end, how long it held. */
  pausedMs: z.number().optional(),
  /** 0..1 over all nodes. */
  progress: z.number(),
  /** Higher ones run first. */
  priority: z.number().int(),
  /** Place among the waiting runs, 0 for the next; missing for those that run or are over. */
  place: z.number().int().optional(),
  origin: runOriginSchema.optional(),
  device: z.string().optional(),
})
export type RunSummary = z.infer<typeof runSummarySchema>

/** `GET /api/runs/:id/digest`: what tells one run of a list from another. */
export const runDigestSchema = z.object({
  /** What it was asked to show; several prompts are parted by ` / `. */
  prompt: z.string().optional(),
  seed: z.number().optional(),
  /** The asset that shows best what it made. */
  picture: z.string().optional(),
})
export type RunDigest = z.infer<typeof runDigestSchema>

/** `GET /api/workflows` → `{ workflows }`; `GET /api/examples` → the same with `revision` 0. */
export const workflowSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  revision: z.number().int(),
  savedAt: z.number(),
  translations: translationsSchema.optional(),
})
export type WorkflowSummary = z.infer<typeof workflowSummarySchema>

/** `GET/PUT /api/workflows/:id`; the revision is also the `ETag`. */
export const storedWorkflowSchema = z.object({ revision: z.number().int(), workflow: workflowSchema })
export type StoredWorkflow = z.infer<typeof storedWorkflowSchema>

/** One line of `GET /api/workflows/:id/revisions` → `{ revisions }`, newest first. */
export const workflowRevisionSchema = z.object({ revision: z.number().int(), savedAt: z.number() })
export type WorkflowRevision = z.infer<typeof workflowRevisionSchema>

/** `POST /api/workflows/open` with any JSON: migrated, params upgraded. */
export const openedWorkflowSchema = z.object({ workflow: workflowSchema, problems: z.array(problemSchema) })

export const healthSchema = z.object({
  ok: z.literal(true),
  version: z.string(),
  device: z.string(),
  deviceReason: z.string(),
  worker: z.enum(['starting', 'ready', 'busy']),
  /** Why a worker cannot start; the runs wait. */
  trouble: workerTroubleSchema.optional(),
})

/*
 * The socket. From server to client: `events` NumberedEvent[] (of one run, in its room) · `preview` PreviewFrameStrip
 * (volatile) · `runs` RunSummary[], `queue` QueueState and `stored` StoredRevision (to all). From client to server: `join` → JoinAnswer | { error: ApiError } ·
 * `leave` { runId }.
 */

/** A workflow that somebody saved. */
export const storedRevisionSchema = z.object({ id: z.string(), revision: z.number().int() })
export type StoredRevision = z.infer<typeof storedRevisionSchema>

/** Socket `join` request: the rest of the run's events after `seq` comes in the acknowledgement. */
export const joinRequestSchema = z.object({
  runId: z.string(),
  seq: z.number().int().nonnegative().default(0),
})
export const joinAnswerSchema = z.object({ events: z.array(numberedEventSchema) })
