import type { RunOrigin } from '../../workflows/execution-event.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { RunJob } from '../storage/run-store.ts'
import { type PreparedRun, type PrepareTools, prepareRun } from './prepare-run.ts'

interface Changes {
  readonly params?: Readonly<Record<string, JsonValue>>
  readonly origin?: RunOrigin
}

/** A stored run's job with values laid over it, checked anew: what it needs may have gone since. */
export function changedJob(job: RunJob, changes: Changes, tools: PrepareTools): PreparedRun {
  const { workflow, targets, origin } = job
  const request = { workflow, set: changes.params, targets: targets && [...targets] }
  const prepared = prepareRun(request, tools)
  return { ...prepared, job: { ...prepared.job, origin: changes.origin ?? origin } }
}
