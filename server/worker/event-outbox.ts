import { type ExecutionEvent, isRunEnd } from '../../workflows/execution-event.ts'

/** Where a run's events wait for the others of their turn: a message for each would cost more than what it tells. */
export interface EventOutbox {
  readonly emit: (event: ExecutionEvent) => void
  /** Sends what waits. */
  readonly flush: () => void
}

export function makeEventOutbox(send: (events: readonly ExecutionEvent[]) => void): EventOutbox {
  let waiting: ExecutionEvent[] = []
  let scheduled: NodeJS.Immediate | undefined

  function flush(): void {
    clearImmediate(scheduled)
    scheduled = undefined
    const events = waiting
    waiting = []
    if (events.length > 0) send(events)
  }

  return {
    flush,
    emit: (event) => {
      waiting.push(event)
      // What is started now may block this process for minutes.
      if (event.type === 'node-started' || isRunEnd(event)) flush()
      else scheduled ??= setImmediate(flush)
    },
  }
}
