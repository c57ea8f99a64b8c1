import type { StoredSummary } from '../storage/stored-run.ts'
import type { NodeView, RunView } from '../../workflows/run-view.ts'

/** One line about a run, made from its view. */
export function summarize(view: RunView): StoredSummary {
  const { runId, name, workflowId = '', state, outcome, origin, device } = view
  const { isPaused, isCancelling, queuedAt, startedAt, endedAt, pausedMs } = view
  return {
    ...{ runId, name, workflowId, state, isPaused, isCancelling, outcome, origin, device },
    ...{ queuedAt, startedAt, endedAt, pausedMs, progress: progressOf(view) },
  }
}

/** 0..1 over all nodes; each counts the same. */
function progressOf({ outcome, nodes }: RunView): number {
  if (outcome === 'succeeded') return 1
  const shares = Object.values(nodes).map(shareDone)
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length
}

function shareDone({ state, progress }: NodeView): number {
  switch (state) {
    case 'done':
    case 'reused':
    case 'skipped':
      return 1
    case 'running':
      return progress ? progress.done / Math.max(1, progress.total) : 0
    case 'waiting':
    case 'failed':
      return 0
    default:
      return state satisfies never
  }
}
