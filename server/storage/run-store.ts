import type { RunSummary } from '../../workflows/api.ts'
import type { NumberedEvent } from '../../workflows/execution-event.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { type Database, transaction } from './database.ts'

/** What is needed to run it, as it was accepted. */
export interface RunJob {
  readonly workflow: Workflow
  readonly targets?: readonly NodeId[]
}

export interface StoredRun {
  readonly summary: RunSummary
  readonly job: RunJob
}

export interface RunStore {
  /** Stores a new run at the end of the queue, flushed to disk when it returns. */
  add(run: StoredRun, queued: NumberedEvent): void
  /** Stores events and the summaries they lead to, in one transaction without a disk flush. */
  append(events: readonly NumberedEvent[], summaries: readonly RunSummary[]): void
  events(runId: string, afterSeq: number): readonly NumberedEvent[]
  job(runId: string): RunJob | undefined
  /** Newest first. */
  list(limit: number): readonly RunSummary[]
  summary(runId: string): RunSummary | undefined
  /** Runs that are not over, in the order they will run: first the interrupted one. */
  unfinished(): readonly RunSummary[]
}

interface RunRow {
  readonly summary: string
  readonly job: string
}

interface EventRow {
  readonly run_id: string
  readonly seq: number
  readonly at: number
  readonly event: string
}

/** @param durable flushes on commit; @param fast does not. Both are connections to the same file. */
export function makeRunStore({ durable, fast }: { durable: Database; fast: Database }): RunStore {
  const insertRun = durable.prepare(
    `INSERT INTO runs (id, position, state, summary, job)
     VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM runs), ?, ?, ?)`,
  )
  const insertFirst = durable.prepare('INSERT INTO events (run_id, seq, at, event) VALUES (?, ?, ?, ?)')
  const insertEvent = fast.prepare('INSERT INTO events (run_id, seq, at, event) VALUES (?, ?, ?, ?)')
  const update = fast.prepare('UPDATE runs SET state = ?, summary = ? WHERE id = ?')
  const events = fast.prepare('SELECT * FROM events WHERE run_id = ? AND seq > ? ORDER BY seq')
  const one = fast.prepare('SELECT summary, job FROM runs WHERE id = ?')
  const newest = fast.prepare('SELECT summary FROM runs ORDER BY position DESC LIMIT ?')
  const open = fast.prepare(
    `SELECT summary FROM runs WHERE state <> 'over' ORDER BY CASE state WHEN 'running' THEN 0 ELSE 1 END, position`,
  )
  const find = (id: string) => one.get(id) as RunRow | undefined

  return {
    add: ({ summary, job }, queued) =>
      transaction(durable, () => {
        insertRun.run(summary.runId, summary.state, JSON.stringify(summary), JSON.stringify(job))
        insertFirst.run(queued.runId, queued.seq, queued.at, JSON.stringify(queued.event))
      }),
    append: (list, summaries) =>
      transaction(fast, () => {
        for (const { runId, seq, at, event } of list) insertEvent.run(runId, seq, at, JSON.stringify(event))
        for (const summary of summaries) update.run(summary.state, JSON.stringify(summary), summary.runId)
      }),
    events: (runId, afterSeq) => (events.all(runId, afterSeq) as EventRow[]).map(toEvent),
    job: (id) => parsed(find(id)?.job) as RunJob | undefined,
    list: (limit) => (newest.all(limit) as RunRow[]).map(toSummary),
    summary: (id) => parsed(find(id)?.summary) as RunSummary | undefined,
    unfinished: () => (open.all() as RunRow[]).map(toSummary),
  }
}

/** Rows were written by this file from parsed values; they are trusted. */
function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}

function toSummary(row: RunRow): RunSummary {
  return JSON.parse(row.summary) as RunSummary
}

function toEvent({ run_id: runId, seq, at, event }: EventRow): NumberedEvent {
  return { runId, seq, at, event: JSON.parse(event) as NumberedEvent['event'] }
}
