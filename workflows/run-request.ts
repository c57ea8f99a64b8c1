import { z } from 'zod'
import { nodePathSchema } from './graph.ts'
import { jsonSchema } from './json.ts'
import { prioritySchema } from './queue.ts'

/** What a client sends to have a workflow run; the workflow itself is parsed (and migrated) by `parseWorkflow`. */
export const runRequestSchema = z.object({
  workflow: z.unknown(),
  /** Values laid over the workflow's params: `{ "prompt.text": "…" }`, by node id or title. */
  set: z.record(z.string(), jsonSchema).optional(),
  /** Run only up to these nodes, inside subgraphs as `a/b`; every output node when left out. */
  targets: z.array(nodePathSchema).optional(),
  /** Run only the output nodes that follow from these, with all they need. */
  from: z.array(nodePathSchema).optional(),
  /** Higher ones run first; 0 when left out. */
  priority: prioritySchema.optional(),
})
export type RunRequest = z.infer<typeof runRequestSchema>
