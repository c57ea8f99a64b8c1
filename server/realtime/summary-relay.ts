import type { RunSummary } from '../../workflows/api.ts'
import type { RunLog } from '../queue/run-log.ts'

/** How many runs everybody is told of. */
const toldRuns = 50
const intervalMs = 250

/** The list of runs, sent when it changed but not for each of a thousand events. */
export function makeSummaryRelay(log: RunLog, send: (runs: readonly RunSummary[]) => void) {
  let timer: NodeJS.Timeout | undefined
  const current = () => log.summaries(toldRuns)

  function changed(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      send(current())
    }, intervalMs)
  }
  return { current, changed, stop: () => clearTimeout(timer) }
}
