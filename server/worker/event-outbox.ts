import { type ExecutionEvent, isRunEnd } from '../../workflows/execution-event.ts'

/** Where a run's events wait for the others of their turn: a message for each would cost more than what it tells. */
export interface EventOutbox {
  readonly emit: (event: ExecutionEvent) => void
  /** Sends what waits: what follows may block this process for minutes. */
  readonly flush: () => void
}

/** A turn may be long, where hundreds of nodes follow each other without a pause. */
const longestWaitMs = 25

/** @param now milliseconds */
export function makeEventOutbox(
  send: (events: readonly ExecutionEvent[]) => void,
  now: () => number,
): EventOutbox {
  let waiting: ExecutionEvent[] = []
  let since = 0
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
      if (waiting.length === 0) since = now()
      waiting.push(event)
      if (isRunEnd(event) || now() - since >= longestWaitMs) flush()
      else scheduled ??= setImmediate(flush)
    },
  }
}
