import type { Problem } from '../../workflows/problem.ts'
import type { RunView } from '../../workflows/run-view.ts'
import type { RunRequest } from '../../workflows/run-request.ts'
import type { Core } from '../core.ts'
import { failureFrom } from '../worker/parent-calls.ts'
import { prepareRun } from '../queue/prepare-run.ts'
import type { RunJob } from '../storage/stored-run.ts'
import type { Progress } from './progress.ts'

export type OnceOutcome =
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'over'
      readonly view: RunView
      readonly job: RunJob
      readonly problems: readonly Problem[]
    }

interface OnceRequest {
  readonly core: Core
  readonly request: RunRequest
  readonly progress: Progress
  /** Called with the run's canceller once it is queued. */
  readonly onQueued: (cancel: () => void) => void
}

/** Checks, queues and follows one run to its end. @throws UserFailure when the workflow cannot be read. */
export async function runOnce({ core, request, progress, onQueued }: OnceRequest): Promise<OnceOutcome> {
  const { catalog, queue, log } = core
  const { job, problems } = prepareRun(request, { catalog, world: await core.models.world() })
  if (problems.some(({ level }) => level === 'error')) return { kind: 'refused', problems }
  const runId = queue.add(job)
  onQueued(() => {
    if (queue.position(runId) !== undefined) queue.cancel(runId)
  })
  const view = await new Promise<RunView>((resolve, reject) => {
    const stop = log.listen({
      onSummaries: () => {
        const { trouble } = queue.state
        if (!trouble) return
        stop()
        // Who waits at a terminal is told at once; the queue would try again.
        queue.cancel(runId)
        reject(failureFrom(trouble.failure))
      },
      onEvents: (events) => {
        const now = log.view(runId)
        for (const { event } of events.filter((one) => one.runId === runId)) progress.update(now, event)
        if (now.state !== 'over') return
        stop()
        resolve(now)
      },
    })
  })
  progress.end()
  return { kind: 'over', view, job, problems }
}
