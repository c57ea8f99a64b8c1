import type { RunSummary } from '../../workflows/api.ts'
import type { NumberedEvent, RunOrigin } from '../../workflows/execution-event.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { PauseWhen } from '../../workflows/queue.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import { type Database, transaction } from './database.ts'

/** What is needed to run it, as it was accepted. */
export interface RunJob {
  readonly workflow: Workflow
  readonly targets?: readonly NodeId[]
  readonly origin?: RunOrigin
  /** All plain seeds, by `node.param`. */
  readonly seeds?: Readonly<Record<string, number>>
}

/** A run's summary but for its place in the queue, which has columns of its own. */
export type StoredSummary = Omit<RunSummary, 'priority' | 'place'>

/** Where a run waits: highest priority first, then lowest position. */
export interface QueuePlace {
  readonly runId: string
  readonly priority: number
  readonly position: number
}

export interface StoredRun {
  readonly summary: StoredSummary
  readonly job: RunJob
  readonly place: QueuePlace
}

export interface RunStore {
  /** Stores a new run, flushed to disk when it returns. */
  add(run: StoredRun, queued: NumberedEvent): void
  /** Stores events and the summaries they lead to, in one transaction without a disk flush. */
  append(events: readonly NumberedEvent[], summaries: readonly StoredSummary[]): void
  /** The same, flushed to disk when it returns; `job` replaces the run's. */
  commit(events: readonly NumberedEvent[], summaries: readonly StoredSummary[], job?: RunJob): void
  /** Moves runs in the queue, flushed to disk when it returns. */
  move(places: readonly QueuePlace[]): void
  events(runId: string, afterSeq: number): readonly NumberedEvent[]
  job(runId: string): RunJob | undefined
  /** Those that run, the next ones and the newest that are over, at most `limit` of each; newest first. */
  list(limit: number): readonly RunSummary[]
  summary(runId: string): RunSummary | undefined
  /** Runs that are not over: first those that were interrupted, then the waiting ones in their order. */
  unfinished(): readonly { readonly summary: RunSummary; readonly place: QueuePlace }[]
  paused(): PauseWhen | undefined
  /** Flushed to disk when it returns. */
  pause(when: PauseWhen | undefined): void
  /** Drops progress that later progress overtook, of runs that are over. */
  compact(): void
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

/** @param durable flushes on commit; @param fast does not. Both are connections to the same file. */
export function makeRunStore({ durable, fast }: { durable: Database; fast: Database }): RunStore {
  const writeDurably = makeWriter(durable)
  const writeFast = makeWriter(fast)
  const insertRun = durable.prepare(
    `INSERT INTO runs (id, number, priority, position, state, summary, job)
     VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM runs), ?, ?, ?, ?, ?)`,
  )
  const updateJob = durable.prepare('UPDATE runs SET job = ? WHERE id = ?')
  const updatePlace = durable.prepare('UPDATE runs SET priority = ?, position = ? WHERE id = ?')
  const updatePause = durable.prepare('UPDATE queue SET paused = ?')
  const events = fast.prepare('SELECT * FROM events WHERE run_id = ? AND seq > ? ORDER BY seq')
  const oneJob = fast.prepare('SELECT job FROM runs WHERE id = ?')
  const columns = 'id, priority, position, summary'
  const one = fast.prepare(`SELECT ${columns} FROM runs WHERE id = ?`)
  const some = (state: string, order: string) =>
    `SELECT * FROM (SELECT ${columns}, number FROM runs WHERE state = '${state}' ORDER BY ${order} LIMIT ?1)`
  const newest = fast.prepare(
    `${some('running', 'number')} UNION ALL ${some('queued', 'priority DESC, position')}
     UNION ALL ${some('over', 'number DESC')} ORDER BY number DESC`,
  )
  const open = fast.prepare(
    `SELECT ${columns} FROM runs WHERE state <> 'over' ORDER BY state = 'running' DESC, priority DESC, position`,
  )
  const paused = fast.prepare('SELECT paused FROM queue')

  return {
    add: ({ summary, job, place }, queued) =>
      transaction(durable, () => {
        const { priority, position } = place
        const texts = [JSON.stringify(summary), JSON.stringify(job)] as const
        insertRun.run(summary.runId, priority, position, summary.state, ...texts)
        writeDurably([queued], [])
      }),
    append: (list, summaries) => transaction(fast, () => writeFast(list, summaries)),
    commit: (list, summaries, job) =>
      transaction(durable, () => {
        writeDurably(list, summaries)
        if (job) updateJob.run(JSON.stringify(job), summaries[0]?.runId ?? '')
      }),
    move: (places) =>
      transaction(durable, () => {
        for (const { runId, priority, position } of places) updatePlace.run(priority, position, runId)
      }),
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
    pause: (when) => transaction(durable, () => void updatePause.run(when ?? null)),
    compact: () => transaction(fast, () => fast.exec(dropOvertakenProgress)),
  }
}

/** Writes events and summaries within the caller's transaction. */
function makeWriter(database: Database) {
  const insert = database.prepare('INSERT INTO events (run_id, seq, at, event) VALUES (?, ?, ?, ?)')
  const update = database.prepare('UPDATE runs SET state = ?, summary = ? WHERE id = ?')
  return (events: readonly NumberedEvent[], summaries: readonly StoredSummary[]): void => {
    for (const { runId, seq, at, event } of events) insert.run(runId, seq, at, JSON.stringify(event))
    for (const summary of summaries) update.run(summary.state, JSON.stringify(summary), summary.runId)
  }
}

const dropOvertakenProgress = `
  DELETE FROM events WHERE (run_id, seq) IN (
    SELECT run_id, seq FROM (
      SELECT events.run_id, seq,
        lead(seq) OVER (PARTITION BY events.run_id, json_extract(event, '$.node') ORDER BY seq) AS later
      FROM events JOIN runs ON runs.id = events.run_id
      WHERE runs.state = 'over' AND json_extract(event, '$.type') = 'node-progressed'
    ) WHERE later IS NOT NULL
  )`

/** Rows were written by this file from parsed values; they are trusted. */
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
