import type { NumberedEvent } from '../../workflows/execution-event.ts'
import type { PauseWhen } from '../../workflows/queue.ts'
import { type Database, transaction } from './database.ts'
import { makeRunReader, type RunReader } from './run-reader.ts'
import type { QueuePlace, RunJob, StoredRun, StoredSummary } from './stored-run.ts'

export interface RunStore extends RunReader {
  /** Stores a new run, flushed to disk when it returns. */
  add(run: StoredRun, queued: NumberedEvent): void
  /** Stores events and the summaries they lead to, in one transaction without a disk flush. */
  append(events: readonly NumberedEvent[], summaries: readonly StoredSummary[]): void
  /** The same, flushed to disk when it returns; `job` replaces the run's. */
  commit(events: readonly NumberedEvent[], summaries: readonly StoredSummary[], job?: RunJob): void
  /** Moves runs in the queue, flushed to disk when it returns. */
  move(places: readonly QueuePlace[]): void
  /** Flushed to disk when it returns. */
  pause(when: PauseWhen | undefined): void
  /**
   * Drops progress that later progress overtook, of runs that are over and were not compacted yet.
   * @returns of how many runs
   */
  compact(limit: number): number
}

/** A graph of hundreds of nodes weighs a megabyte in memory. */
const mostJobs = 4

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
  const verbose = fast.prepare(
    `SELECT id FROM runs WHERE state = 'over' AND is_compact = 0 ORDER BY number LIMIT ?`,
  )
  const dropProgress = fast.prepare(dropOvertakenProgress)
  const markCompact = fast.prepare('UPDATE runs SET is_compact = 1 WHERE id = ?')

  const reader = makeRunReader(fast)
  /** The newest ones are asked for at once, when they are planned. */
  const jobs = new Map<string, RunJob>()

  function remember(runId: string, job: RunJob): void {
    jobs.set(runId, job)
    const [oldest = runId] = jobs.keys()
    if (jobs.size > mostJobs) jobs.delete(oldest)
  }

  return {
    ...reader,
    job: (runId) => jobs.get(runId) ?? reader.job(runId),
    add: ({ summary, job, place }, queued) => {
      transaction(durable, () => {
        const { priority, position } = place
        const texts = [JSON.stringify(summary), JSON.stringify(job)] as const
        insertRun.run(summary.runId, priority, position, summary.state, ...texts)
        writeDurably([queued], [])
      })
      remember(summary.runId, job)
    },
    append: (list, summaries) => transaction(fast, () => writeFast(list, summaries)),
    commit: (list, summaries, job) => {
      const runId = summaries[0]?.runId ?? ''
      transaction(durable, () => {
        writeDurably(list, summaries)
        if (job) updateJob.run(JSON.stringify(job), runId)
      })
      if (job) remember(runId, job)
    },
    move: (places) =>
      transaction(durable, () => {
        for (const { runId, priority, position } of places) updatePlace.run(priority, position, runId)
      }),
    pause: (when) => transaction(durable, () => void updatePause.run(when ?? null)),
    compact: (limit) =>
      transaction(fast, () => {
        const runs = verbose.all(limit) as { readonly id: string }[]
        for (const { id } of runs) {
          dropProgress.run(id)
          markCompact.run(id)
        }
        return runs.length
      }),
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
  DELETE FROM events WHERE run_id = ?1 AND seq IN (
    SELECT seq FROM (
      SELECT seq, lead(seq) OVER (PARTITION BY json_extract(event, '$.node') ORDER BY seq) AS later
      FROM events WHERE run_id = ?1 AND json_extract(event, '$.type') = 'node-progressed'
    ) WHERE later IS NOT NULL
  )`
