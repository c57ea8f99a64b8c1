import type { Catalog } from '../../nodes/catalog.ts'
import type { ExecutionEvent } from '../../workflows/execution-event.ts'
import { executePlan } from '../execution/execute-plan.ts'
import type { ResultStore } from '../execution/result-store.ts'
import type { ParentCalls } from './parent-calls.ts'
import { makePreviewThrottle } from './preview-throttle.ts'
import { makeRunContext } from './run-context.ts'
import type { FromWorker, WorkerJob, WorkerSettings } from './worker-messages.ts'
import { makeWorkerPorts, type OpenModels } from './worker-ports.ts'

interface WorkerTools {
  readonly catalog: Catalog
  readonly models: OpenModels
  readonly results: ResultStore
  readonly settings: WorkerSettings
  readonly calls: ParentCalls
  readonly send: (message: FromWorker) => void
}

const previewIntervalMs = 200
const progressIntervalMs = 100

/** Runs one job; resolves when it is over. */
export function makeWorkerRun(tools: WorkerTools) {
  return async (job: WorkerJob, signal: AbortSignal): Promise<void> => {
    const { send, catalog, results } = tools
    const emit = (event: ExecutionEvent) => send({ type: 'event', runId: job.runId, event })
    const previews = makePreviewThrottle(previewIntervalMs, (node, preview) =>
      send({ type: 'preview', runId: job.runId, node, preview }),
    )
    const ports = makeWorkerPorts({ ...tools, signal })
    const makeContext = (node: string) =>
      makeRunContext({
        ...{ job, node, ports, signal },
        progress: progressReport(node, emit),
        preview: (make) => previews.offer(node, make),
      })
    await executePlan({
      plan: job.plan,
      catalog,
      results,
      signal,
      emit,
      makeContext,
      now: () => performance.now(),
    })
    previews.clear()
  }
}

/** Progress of one node, spaced out in time; the end always gets through. */
function progressReport(node: string, emit: (event: ExecutionEvent) => void) {
  let lastAt = -Infinity
  return (done: number, total: number): void => {
    const now = performance.now()
    if (done < total && now - lastAt < progressIntervalMs) return
    lastAt = now
    emit({ type: 'node-progressed', node, done, total })
  }
}
