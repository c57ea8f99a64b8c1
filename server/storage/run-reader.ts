import type { RunSummary } from '../../workflows/api.ts'
import type { NumberedEvent } from '../../workflows/execution-event.ts'
import type { PauseWhen } from '../../workflows/queue.ts'
import type { Database } from './database.ts'
import type { QueuePlace, RunJob, StoredSummary } from './stored-run.ts'

/** What can be asked of the stored runs. */
export interface RunReader {
  events(runId: string, afterSeq: number): readonly NumberedEvent[]
  job(runId: string): RunJob | undefined
  /** Those that run, the next ones and the newest that are over, at most `limit` of each; newest first. */
  list(limit: number): readonly RunSummary[]
  summary(runId: string): RunSummary | undefined
  /** Runs that are not over: first those that were interrupted, then the waiting ones in their order. */
  unfinished(): readonly { readonly summary: RunSummary; readonly place: QueuePlace }[]
  paused(): PauseWhen | undefined
}

interface RunRow {
  readonly id: string
  readonly priority: number
  readonly position: number
  readonly summary: string
}

interface EventRow {
  readonly run_id: string
  readonly seq: number
  readonly at: number
  readonly event: string
}

export function makeRunReader(database: Database): RunReader {
  const events = database.prepare('SELECT * FROM events WHERE run_id = ? AND seq > ? ORDER BY seq')
  const oneJob = database.prepare('SELECT job FROM runs WHERE id = ?')
  const columns = 'id, priority, position, summary'
  const one = database.prepare(`SELECT ${columns} FROM runs WHERE id = ?`)
  const some = (state: string, order: string) =>
    `SELECT * FROM (SELECT ${columns}, number FROM runs WHERE state = '${state}' ORDER BY ${order} LIMIT ?1)`
  const newest = database.prepare(
    `${some('running', 'number')} UNION ALL ${some('queued', 'priority DESC, position')}
     UNION ALL ${some('over', 'number DESC')} ORDER BY number DESC`,
  )
  const open = database.prepare(
    `SELECT ${columns} FROM runs WHERE state <> 'over' ORDER BY state = 'running' DESC, priority DESC, position`,
  )
  const paused = database.prepare('SELECT paused FROM queue')

  return {
    events: (runId, afterSeq) => (events.all(runId, afterSeq) as EventRow[]).map(toEvent),
    job: (id) => parsed((oneJob.get(id) as { readonly job: string } | undefined)?.job) as RunJob | undefined,
    list: (limit) => (newest.all(limit) as RunRow[]).map(toSummary),
    summary: (id) => {
      const row = one.get(id) as RunRow | undefined
      return row && toSummary(row)
    },
    unfinished: () =>
      (open.all() as RunRow[]).map((row) => ({ summary: toSummary(row), place: toPlace(row) })),
    paused: () => (paused.get() as { readonly paused: PauseWhen | null }).paused ?? undefined,
  }
}

/** Rows were written by the store from parsed values; they are trusted. */
function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}

function toSummary({ summary, priority }: RunRow): RunSummary {
  return { ...(JSON.parse(summary) as StoredSummary), priority }
}

function toPlace({ id: runId, priority, position }: RunRow): QueuePlace {
  return { runId, priority, position }
}

function toEvent({ run_id: runId, seq, at, event }: EventRow): NumberedEvent {
  return { runId, seq, at, event: JSON.parse(event) as NumberedEvent['event'] }
}
