import { type RequestHandler } from 'express'
import { isRunEnd, type NumberedEvent } from '../../workflows/execution-event.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { RunLog } from '../queue/run-log.ts'

/** Proxies close a stream that is silent for a minute. */
const heartbeatMs = 15_000
/** A reader that lags behind by more than this is sent away; it comes back with the last number it saw. */
const maxUnreadBytes = 4 * 1024 * 1024

/**
 * `GET /api/runs/:id/events`: what the log holds after `Last-Event-ID` (or `?after=`), then what happens, as
 * server-sent events until the run is over. Each has its number as id and a NumberedEvent as data.
 */
export function eventStream(log: RunLog): RequestHandler<{ id: string }> {
  return (request, response) => {
    const { id: runId } = request.params
    const view = log.view(runId)
    if (view.seq === 0) throw new UserFailure('not-found', { what: 'run', id: runId })
    const { after: asked } = request.query
    const after = numberFrom(request.get('Last-Event-ID') ?? (typeof asked === 'string' ? asked : '0'))
    const events = log.events(runId, after)
    // Told to an EventSource so that it does not come back again and again after the end.
    if (events.length === 0 && view.state === 'over') {
      response.status(204).end()
      return
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
    let last = after
    const send = (list: readonly NumberedEvent[]) => {
      const fresh = list.filter((event) => event.runId === runId && event.seq > last)
      if (fresh.length === 0) return
      last = fresh.at(-1)?.seq ?? last
      response.write(fresh.map(asText).join(''))
      if (fresh.some(({ event }) => isRunEnd(event))) response.end()
      else if (response.writableLength > maxUnreadBytes) response.destroy()
    }
    const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs)
    const stop = log.listen({ onEvents: send, onSummaries: () => undefined })
    response.on('close', () => {
      clearInterval(heartbeat)
      stop()
    })
    send(events)
  }
}

function asText(event: NumberedEvent): string {
  return `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`
}

function numberFrom(given: string): number {
  const number = Number(given)
  if (Number.isInteger(number) && number >= 0) return number
  throw new UserFailure('request-invalid', {
    place: 'Last-Event-ID',
    detail: `not a number: ${given}`,
  })
}
