import type { RunLog } from './run-log.ts'
import type { RunQueue } from './run-queue.ts'

/** A person who queues run after run is not done in between. */
const quietMs = 2000

interface IdleOptions {
  readonly log: Pick<RunLog, 'listen'>
  readonly queue: Pick<RunQueue, 'state'>
  /** Must be done when it returns: the next run may begin right after. */
  readonly work: () => void
  readonly warn: (what: string, detail: string) => void
}

/** Does something once no run has run or waited for a while. */
export function whenIdle({ log, queue, work, warn }: IdleOptions): { stop(): void } {
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    const { running, waiting } = queue.state
    if (running.length + waiting.length > 0) return
    try {
      work()
    } catch (thrown) {
      warn('The data folder could not be tidied.', String(thrown))
    }
  }
  const unlisten = log.listen({
    onEvents: () => undefined,
    onSummaries: () => {
      clearTimeout(timer)
      timer = setTimeout(look, quietMs).unref()
    },
  })
  return {
    stop: () => {
      clearTimeout(timer)
      unlisten()
    },
  }
}
