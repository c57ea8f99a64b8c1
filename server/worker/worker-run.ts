import type { Catalog } from '../../nodes/catalog.ts'
import type { ExecutionEvent } from '../../workflows/execution-event.ts'
import { executePlan } from '../execution/execute-plan.ts'
import type { ResultStore } from '../execution/result-store.ts'
import { type CheckpointFolder, makeCheckpointFolder } from '../storage/checkpoint-folder.ts'
import type { ParentCalls } from './parent-calls.ts'
import { makePreviewThrottle } from './preview-throttle.ts'
import { makeRunContext } from './run-context.ts'
import { stepCheckpoints } from './step-checkpoints.ts'
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
  const { send, catalog, results, settings } = tools
  const checkpoints = makeCheckpointFolder(settings.checkpoints, settings.checkpointBytes)
  return async (job: WorkerJob, signal: AbortSignal): Promise<void> => {
    const emit = (event: ExecutionEvent) => send({ type: 'event', runId: job.runId, event })
    const previews = makePreviewThrottle(previewIntervalMs, (node, preview) =>
      send({ type: 'preview', runId: job.runId, node, preview }),
    )
    const ports = makeWorkerPorts({ ...tools, signal })
    const makeContext = (node: string) =>
      makeRunContext({
        ...{ job, node, ports, signal },
        checkpoint: checkpointsOf(node, job, { ...tools, checkpoints }),
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

interface CheckpointTools extends WorkerTools {
  readonly checkpoints: CheckpointFolder
}

function checkpointsOf(node: string, { plan }: WorkerJob, { checkpoints, models, send }: CheckpointTools) {
  return stepCheckpoints({
    folder: checkpoints,
    key: plan.steps.find(({ id }) => id === node)?.key ?? '',
    surroundings: `${models.device}, ${models.threads} threads`,
    now: () => performance.now(),
    warn: (what, cause) => send({ type: 'warned', what, detail: String(cause) }),
  })
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
