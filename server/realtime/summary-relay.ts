import type { RunSummary } from '../../workflows/api.ts'
import type { QueueState } from '../../workflows/queue.ts'
import type { RunQueue } from '../queue/run-queue.ts'

/** How many runs everybody is told of. */
const toldRuns = 50
const intervalMs = 250

export interface QueueNews {
  readonly runs: readonly RunSummary[]
  readonly queue: QueueState
}

/** The list of runs and the queue, sent when they changed but not for each of a thousand events. */
export function makeSummaryRelay(queue: RunQueue, send: (news: QueueNews) => void) {
  let timer: NodeJS.Timeout | undefined
  const current = (): QueueNews => ({ runs: queue.summaries(toldRuns), queue: queue.state })

  function changed(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      send(current())
    }, intervalMs)
  }
  return { current, changed, stop: () => clearTimeout(timer) }
}
