import type { RunSummary } from '../../workflows/api.ts'
import type { NumberedEvent } from '../../workflows/execution-event.ts'
import { latestVersion, migrateWorkflow } from '../../workflows/migrate-workflow.ts'
import type { PauseWhen } from '../../workflows/queue.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'
import type { Database } from './database.ts'
import { makeEventReader } from './event-batches.ts'
import type { QueuePlace, RunJob, StoredSummary } from './stored-run.ts'

/** What can be asked of the stored runs. */
export interface RunReader {
  events(runId: string, afterSeq: number): readonly NumberedEvent[]
  job(runId: string): RunJob | undefined
  /** The same as it is stored, in JSON. */
  jobText(runId: string): string | undefined
  /** Those that run, the next ones and the newest that are over, at most `limit` of each; newest first. */
  list(limit: number): readonly RunSummary[]
  summary(runId: string): RunSummary | undefined
  /** Runs that are not over: first those that were interrupted, then the waiting ones in their order. */
  unfinished(): readonly { readonly summary: RunSummary; readonly place: QueuePlace }[]
  /** States that runs which are not over start from. */
  neededStates(): ReadonlySet<string>
  paused(): PauseWhen | undefined
}

interface RunRow {
  readonly id: string
  readonly priority: number
  readonly position: number
  readonly summary: string
}

export function makeRunReader(database: Database): RunReader {
  const oneJob = database.prepare('SELECT job FROM jobs WHERE run_id = ?')
  const columns = 'id, priority, position, summary'
  const one = database.prepare(`SELECT ${columns} FROM runs WHERE id = ?`)
  const some = (state: string, order: string) =>
    `SELECT * FROM (SELECT ${columns}, number FROM runs WHERE state = '${state}' ORDER BY ${order} LIMIT ?1)`
  const newest = database.prepare(
    `${some('running', 'number')} UNION ALL ${some('queued', 'priority DESC, position')}
     UNION ALL ${some('over', 'number DESC')} ORDER BY number DESC`,
  )
  // Each state by itself: together they would make SQLite look at all runs there ever were.
  const open = (['running', 'queued'] as const).map((state) =>
    database.prepare(`SELECT ${columns} FROM runs WHERE state = '${state}' ORDER BY priority DESC, position`),
  )
  const states = database.prepare(
    `SELECT DISTINCT json_extract(job, '$.fork.state') AS state FROM runs JOIN jobs ON run_id = id
     WHERE runs.state IN ('queued', 'running') AND json_extract(job, '$.fork.state') IS NOT NULL`,
  )
  const paused = database.prepare('SELECT paused FROM queue')
  const stored = (id: string) => {
    const row = oneJob.get(id) as { readonly job: string } | undefined
    return row && readJob(row.job)
  }

  return {
    events: makeEventReader(database),
    job: (id) => stored(id)?.job,
    jobText: (id) => stored(id)?.text,
    list: (limit) => (newest.all(limit) as RunRow[]).map(toSummary),
    summary: (id) => {
      const row = one.get(id) as RunRow | undefined
      return row && toSummary(row)
    },
    unfinished: () =>
      open
        .flatMap((statement) => statement.all() as RunRow[])
        .map((row) => ({ summary: toSummary(row), place: toPlace(row) })),
    neededStates: () => new Set((states.all() as { readonly state: string }[]).map(({ state }) => state)),
    paused: () => (paused.get() as { readonly paused: PauseWhen | null }).paused ?? undefined,
  }
}

/** Rows were written by the store from parsed values; they are trusted, but may be of an older Reelgraph. */
function readJob(text: string): { readonly job: RunJob; readonly text: string } {
  const job = JSON.parse(text) as RunJob
  const { version }: { readonly version: number } = job.workflow
  if (version === latestVersion) return { job, text }
  const now: RunJob = { ...job, workflow: migrateWorkflow(job.workflow) as Workflow }
  return { job: now, text: JSON.stringify(now) }
}

function toSummary({ summary, priority }: RunRow): RunSummary {
  return { ...(JSON.parse(summary) as StoredSummary), priority }
}

function toPlace({ id: runId, priority, position }: RunRow): QueuePlace {
  return { runId, priority, position }
}
