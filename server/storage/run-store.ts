import type { NumberedEvent } from '../../workflows/execution-event.ts'
import type { PauseWhen } from '../../workflows/queue.ts'
import { type Database, quickTransaction, transaction } from './database.ts'
import { makeEventWriter, withoutOvertaken } from './event-batches.ts'
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

/** @param database flushes every commit to disk, but for a `quickTransaction` */
export function makeRunStore(database: Database): RunStore {
  const write = makeWriter(database)
  const insertRun = database.prepare(
    'INSERT INTO runs (id, number, priority, position, state, summary) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const insertJob = database.prepare('INSERT INTO jobs VALUES (?, ?)')
  const updateJob = database.prepare('UPDATE jobs SET job = ? WHERE run_id = ?')
  const updatePlace = database.prepare('UPDATE runs SET priority = ?, position = ? WHERE id = ?')
  const updatePause = database.prepare('UPDATE queue SET paused = ?')
  /** Asked once: looking for it at each run would take longer the more runs there were. */
  let lastNumber = newestNumber(database)

  const reader = makeRunReader(database)
  /** The newest ones are asked for at once, when they are planned. */
  const jobs = new Map<string, { readonly job: RunJob; readonly text: string }>()

  function remember(runId: string, job: RunJob, text: string): void {
    jobs.set(runId, { job, text })
    const [oldest = runId] = jobs.keys()
    if (jobs.size > mostJobs) jobs.delete(oldest)
  }

  return {
    ...reader,
    job: (runId) => jobs.get(runId)?.job ?? reader.job(runId),
    jobText: (runId) => jobs.get(runId)?.text ?? reader.jobText(runId),
    add: ({ summary, job, place }, queued) => {
      const { runId, state } = summary
      const text = JSON.stringify(job)
      transaction(database, () => {
        const number = ++lastNumber
        insertRun.run(runId, number, place.priority, place.position, state, JSON.stringify(summary))
        insertJob.run(runId, text)
        write([queued], [])
      })
      remember(runId, job, text)
    },
    append: (list, summaries) => quickTransaction(database, () => write(list, summaries)),
    commit: (list, summaries, job) => {
      const runId = summaries[0]?.runId ?? ''
      const text = JSON.stringify(job)
      transaction(database, () => {
        write(list, summaries)
        if (job) updateJob.run(text, runId)
      })
      if (job) remember(runId, job, text)
    },
    move: (places) =>
      transaction(database, () => {
        for (const { runId, priority, position } of places) updatePlace.run(priority, position, runId)
      }),
    pause: (when) => transaction(database, () => void updatePause.run(when ?? null)),
    compact: makeCompactor(database, reader),
  }
}

function newestNumber(database: Database): number {
  const { newest } = database.prepare('SELECT coalesce(max(number), 0) AS newest FROM runs').get() as {
    newest: number
  }
  return newest
}

/** Writes events and summaries within the caller's transaction. */
function makeWriter(database: Database) {
  const write = makeEventWriter(database)
  const update = database.prepare('UPDATE runs SET state = ?, summary = ? WHERE id = ?')
  return (events: readonly NumberedEvent[], summaries: readonly StoredSummary[]): void => {
    write(events)
    for (const summary of summaries) update.run(summary.state, JSON.stringify(summary), summary.runId)
  }
}

function makeCompactor(database: Database, { events }: Pick<RunReader, 'events'>) {
  const verbose = database.prepare(
    `SELECT id FROM runs WHERE state = 'over' AND is_compact = 0 ORDER BY number LIMIT ?`,
  )
  const drop = database.prepare('DELETE FROM event_batches WHERE run_id = ?')
  const markCompact = database.prepare('UPDATE runs SET is_compact = 1 WHERE id = ?')
  const write = makeEventWriter(database)
  return (limit: number): number =>
    quickTransaction(database, () => {
      const runs = verbose.all(limit) as { readonly id: string }[]
      for (const { id } of runs) {
        const kept = withoutOvertaken(events(id, 0))
        drop.run(id)
        write(kept)
        markCompact.run(id)
      }
      return runs.length
    })
}
