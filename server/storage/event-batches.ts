import type { NumberedEvent } from '../../workflows/execution-event.ts'
import { byRun } from '../events-by-run.ts'
import type { Database } from './database.ts'

type StoredEvent = Omit<NumberedEvent, 'runId'>

interface BatchRow {
  readonly events: string
}

/** The events of one run after a number, in their order. */
export function makeEventReader(database: Database) {
  const after = database.prepare(
    'SELECT events FROM event_batches WHERE run_id = ? AND last_seq > ? ORDER BY first_seq',
  )
  return (runId: string, afterSeq: number): readonly NumberedEvent[] =>
    (after.all(runId, afterSeq) as unknown as BatchRow[])
      .flatMap(({ events }) => JSON.parse(events) as StoredEvent[])
      .flatMap(({ seq, at, event }) => (seq > afterSeq ? [{ runId, seq, at, event }] : []))
}

/** Writes events within the caller's transaction: one row for those of each run. */
export function makeEventWriter(database: Database) {
  const insert = database.prepare('INSERT INTO event_batches VALUES (?, ?, ?, ?)')
  return (events: readonly NumberedEvent[]): void => {
    for (const [runId, ofRun] of byRun(events)) {
      const [first, last] = [ofRun[0]?.seq ?? 0, ofRun.at(-1)?.seq ?? 0]
      const stored = ofRun.map(({ seq, at, event }): StoredEvent => ({ seq, at, event }))
      insert.run(runId, first, last, JSON.stringify(stored))
    }
  }
}

/** Without the progress of nodes that later progress overtook: the view made of the rest is the same. */
export function withoutOvertaken(events: readonly NumberedEvent[]): readonly NumberedEvent[] {
  const newest = new Map<string, number>()
  for (const { seq, event } of events) if (event.type === 'node-progressed') newest.set(event.node, seq)
  return events.filter(({ seq, event }) => event.type !== 'node-progressed' || newest.get(event.node) === seq)
}
