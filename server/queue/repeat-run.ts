import type { RunOrigin } from '../../workflows/execution-event.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { RunJob } from '../storage/stored-run.ts'
import { type PreparedRun, type PrepareTools, prepareRun } from './prepare-run.ts'

interface Changes {
  readonly params?: Readonly<Record<string, JsonValue>>
  readonly origin?: RunOrigin
}

/** A chain of forks and retries is remembered this far back. */
const rememberedOrigins = 50

/** A stored run's job with values laid over it, checked anew: what it needs may have gone since. */
export function changedJob(job: RunJob, changes: Changes, tools: PrepareTools): PreparedRun {
  const { workflow, targets, origins = [] } = job
  const request = { workflow, set: changes.params, targets: targets && [...targets] }
  const prepared = prepareRun(request, tools)
  const chain = changes.origin ? [changes.origin, ...origins].slice(0, rememberedOrigins) : origins
  return { ...prepared, job: { ...job, ...prepared.job, origins: chain } }
}
