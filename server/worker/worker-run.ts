import { setImmediate } from 'node:timers/promises'
import type { Catalog } from '../../nodes/catalog.ts'
import type { ExecutionEvent } from '../../workflows/execution-event.ts'
import { executePlan } from '../execution/execute-plan.ts'
import type { ResultStore } from '../execution/result-store.ts'
import { type CheckpointFolder, makeCheckpointFolder } from '../storage/checkpoint-folder.ts'
import { makeForkFolder } from '../storage/fork-folder.ts'
import { makeEventOutbox } from './event-outbox.ts'
import type { ParentCalls } from './parent-calls.ts'
import { makePreviewThrottle } from './preview-throttle.ts'
import { makeRunContext } from './run-context.ts'
import type { PauseGate } from './pause-gate.ts'
import { makeRunFacts } from './run-facts.ts'
import { stepCheckpoints } from './step-checkpoints.ts'
import type { WorkerJob } from './sent-job.ts'
import type { FromWorker, WorkerSettings } from './worker-messages.ts'
import { makeWorkerPorts, type OpenModels } from './worker-ports.ts'

interface WorkerTools {
  readonly catalog: Catalog
  readonly models: OpenModels
  readonly results: ResultStore
  readonly settings: WorkerSettings
  readonly calls: ParentCalls
  readonly send: (message: FromWorker) => void
}

/** How the server holds and ends a run. */
export interface RunControl {
  readonly signal: AbortSignal
  readonly gate: PauseGate
}

const previewIntervalMs = 200
const progressIntervalMs = 100
const longestTurnMs = 50

/** Runs one job; resolves when it is over. */
export function makeWorkerRun(tools: WorkerTools) {
  const { send, catalog, results, settings } = tools
  const checkpoints = makeCheckpointFolder(settings.checkpoints, settings.checkpointBytes)
  const quickTypes = new Set<string>()
  return async (job: WorkerJob, control: RunControl): Promise<void> => {
    const { signal } = control
    const held = makeHold(control)
    const now = () => performance.now()
    const outbox = makeEventOutbox(
      (events) => send({ type: 'events', runId: job.runId, events: JSON.stringify(events) }),
      now,
    )
    const { emit } = outbox
    const letOthersIn = turnTaker(now)
    const previews = makePreviewThrottle(previewIntervalMs, (node, preview) =>
      send({ type: 'preview', runId: job.runId, node, preview }),
    )
    const ports = makeWorkerPorts({ ...tools, signal })
    const startedAt = Date.now()
    let factsOf: ReturnType<typeof makeRunFacts> | undefined
    const makeContext = (node: string) => {
      const checkpoint = checkpointsOf(node, job, { ...tools, ...control, checkpoints })
      return makeRunContext({
        ...{ ports, signal, checkpoint },
        run: () => (factsOf ??= makeRunFacts({ job, catalog, startedAt }))(node),
        hold: () => held.pass(emit),
        progress: progressReport(node, emit),
        preview: (make) => previews.offer(node, make),
      })
    }
    await executePlan({
      plan: job.plan,
      catalog,
      results,
      signal,
      emit,
      makeContext,
      hold: async () => {
        await letOthersIn()
        await held.pass(emit)
      },
      beforeWork: () => outbox.flush(),
      quickTypes,
      // A night in which the queue was paused is not time a node took.
      now: () => now() - held.ms,
      residentBytes: () => process.memoryUsage.rss(),
      openingMs: () => tools.models.openingMs(),
    })
    outbox.flush()
    previews.clear()
    await results.tidy()
  }
}

/** Nodes that wait for nothing leave no turn to what the server says, such as a cancel. */
function turnTaker(now: () => number): () => Promise<void> {
  let lastAt = now()
  return async () => {
    if (now() - lastAt < longestTurnMs) return
    await setImmediate()
    lastAt = now()
  }
}

/** Where a run waits while its gate is closed, and for how long it did in all. */
function makeHold({ gate, signal }: RunControl) {
  let heldMs = 0
  return {
    get ms() {
      return heldMs
    },
    pass: async (emit: (event: ExecutionEvent) => void): Promise<void> => {
      if (!gate.isClosed || signal.aborted) return
      emit({ type: 'run-paused' })
      const since = performance.now()
      const isOpen = await gate.passage()
      heldMs += performance.now() - since
      if (isOpen) emit({ type: 'run-continued' })
    },
  }
}

interface CheckpointTools extends WorkerTools, RunControl {
  readonly checkpoints: CheckpointFolder
}

function checkpointsOf(node: string, { plan }: WorkerJob, tools: CheckpointTools) {
  const { checkpoints, models, gate, settings, send } = tools
  const forks = makeForkFolder(settings.forks, settings.forkBytes)
  const step = plan.steps.find(({ id }) => id === node)
  const { start } = step ?? {}
  return stepCheckpoints({
    folder: checkpoints,
    key: step?.key ?? '',
    start: start === undefined ? undefined : () => forks.read(start),
    surroundings: `${models.device}, ${models.threads} threads`,
    isUrgent: () => gate.isClosed,
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
