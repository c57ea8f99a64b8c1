import type { RunOrigin } from '../../workflows/execution-event.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import type { Plan } from '../execution/plan.ts'
import type { RunJob } from '../storage/stored-run.ts'

/** A run as the worker gets it. */
export interface WorkerJob {
  readonly runId: string
  readonly plan: Plan
  readonly workflow: Workflow
  /** The runs it was made from, newest first. */
  readonly origins: readonly RunOrigin[]
}

/** A job on its way to the worker, as texts: the channel takes several times as long with objects as JSON does. */
export interface SentJob {
  readonly runId: string
  readonly plan: string
  /** The job as it is stored. */
  readonly job: string
}

/** The job again; its workflow is read when somebody asks, as only nodes that write files do. */
export function unpackJob({ runId, plan, job }: SentJob): WorkerJob {
  let read: RunJob | undefined
  const open = (): RunJob => (read ??= JSON.parse(job) as RunJob)
  return {
    runId,
    plan: JSON.parse(plan) as Plan,
    get workflow(): Workflow {
      return open().workflow
    },
    get origins(): readonly RunOrigin[] {
      return open().origins ?? []
    },
  }
}
