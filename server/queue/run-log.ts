import type { RunSummary } from '../../workflows/api.ts'
import { type ExecutionEvent, isRunEnd, type NumberedEvent } from '../../workflows/execution-event.ts'
import { applyExecutionEvents, emptyRunView, type RunView } from '../../workflows/run-view.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import type { RunStore } from '../storage/run-store.ts'
import type { QueuePlace, RunJob } from '../storage/stored-run.ts'
import { summarize } from './summarize.ts'

export interface RunLogListener {
  /** Called once the events are stored. */
  readonly onEvents: (events: readonly NumberedEvent[]) => void
  readonly onSummaries: () => void
}

export interface RunLogOptions {
  readonly store: RunStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly warn: (what: string, detail: string) => void
}

/** How long after a failed write the next one is tried. */
const retryMs = 1000
/** What happens within this time is stored and told together; the end of a run waits for nothing. */
const batchMs = 8

/**
 * The one door for what happens to runs: numbers events, keeps the views, stores in batches, tells listeners.
 * Events that follow each other closely are stored together, so that a burst costs one transaction.
 */
export class RunLog {
  private readonly options: RunLogOptions
  private readonly listeners = new Set<RunLogListener>()
  /** Runs that are not over. */
  private readonly live = new Map<string, LiveRun>()
  private pending: NumberedEvent[] = []
  private scheduled: NodeJS.Timeout | undefined
  private retry: NodeJS.Timeout | undefined
  private closed = false

  constructor(options: RunLogOptions) {
    this.options = options
  }

  /**
   * Stores a new run, flushed to disk when it returns.
   * @throws OperationalFailure `disk-full` | `storage-failed`: then there is no such run.
   */
  add(place: QueuePlace, job: RunJob): void {
    const { runId } = place
    const { name, id: workflowId } = job.workflow
    const nodes = Object.keys(flatGraph(job.workflow).nodes)
    const { seeds } = job
    const origin = job.origins?.[0]
    const event = this.number(runId, {
      type: 'run-queued',
      name,
      nodes,
      workflowId,
      origin,
      seeds: seeds && { ...seeds },
    })
    try {
      this.options.store.add({ summary: summarize(this.view(runId)), job, place }, event)
    } catch (thrown) {
      this.live.delete(runId)
      throw thrown
    }
    this.tell([event])
  }

  append(runId: string, event: ExecutionEvent): void {
    // A worker that is being killed may still have something to say; the next process goes on with its run.
    if (this.closed) return
    this.pending.push(this.number(runId, event))
    if (isRunEnd(event)) this.flushOrRetry()
    else this.scheduled ??= setTimeout(() => this.flushOrRetry(), batchMs)
  }

  /**
   * What a person asked for, one event for each of some runs, flushed to disk when it returns; `job` replaces
   * that of the only one.
   * @throws OperationalFailure `disk-full` | `storage-failed`: then nothing happened.
   */
  commit(happenings: readonly Happening[], job?: RunJob): void {
    this.flush()
    const events = happenings.map(({ runId, event }) => this.number(runId, event))
    const views = happenings.map(({ runId }) => this.view(runId))
    try {
      this.options.store.commit(events, views.map(summarize), job)
    } catch (thrown) {
      for (const { runId } of happenings) this.live.delete(runId)
      throw thrown
    }
    for (const view of views) if (view.state === 'over') this.live.delete(view.runId)
    this.tell(events)
  }

  /**
   * Stores what is pending; a reader of the store calls it first.
   * @throws OperationalFailure `disk-full` | `storage-failed`: then all of it is still pending.
   */
  flush(): void {
    clearTimeout(this.scheduled)
    this.scheduled = undefined
    const events = this.pending
    if (events.length === 0) return
    const views = [...new Set(events.map(({ runId }) => runId))].map((runId) => this.view(runId))
    this.options.store.append(events, views.map(summarize))
    this.pending = []
    for (const view of views) if (view.state === 'over') this.live.delete(view.runId)
    this.tell(events)
  }

  /** Stores what is pending and takes nothing more. */
  close(): void {
    this.flushOrRetry()
    clearTimeout(this.retry)
    this.closed = true
    this.listeners.clear()
  }

  /** All that can be known of a run; an empty view when there is no such run. */
  view(runId: string): RunView {
    const run = this.live.get(runId)
    if (!run) return this.storedView(runId)
    run.view = applyExecutionEvents(run.view, run.news)
    run.news = []
    return run.view
  }

  /** All that happened to a run. */
  events(runId: string, afterSeq: number): readonly NumberedEvent[] {
    this.flushOrRetry()
    return this.told(runId, afterSeq)
  }

  /** What listeners were told so far; the rest comes to them. */
  told(runId: string, afterSeq: number): readonly NumberedEvent[] {
    return this.options.store.events(runId, afterSeq)
  }

  /** Those that run, the next ones and the newest that are over; newest first. */
  summaries(limit: number): readonly RunSummary[] {
    this.flushOrRetry()
    return this.options.store.list(limit)
  }

  listen(listener: RunLogListener): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** The order of the queue changed; nothing happened to a run. */
  tellSummaries(): void {
    for (const { onSummaries } of this.listeners) onSummaries()
  }

  /** A full disk must not end the server: what happened is kept in memory until it can be stored. */
  private flushOrRetry(): void {
    const isFirst = this.retry === undefined
    clearTimeout(this.retry)
    this.retry = undefined
    try {
      this.flush()
    } catch (thrown) {
      if (isFirst) this.options.warn('What happens to runs cannot be stored yet.', String(thrown))
      this.retry = setTimeout(() => this.flushOrRetry(), retryMs)
    }
  }

  private storedView(runId: string): RunView {
    return applyExecutionEvents(emptyRunView(runId), this.options.store.events(runId, 0))
  }

  private number(runId: string, event: ExecutionEvent): NumberedEvent {
    const run = this.live.get(runId) ?? { view: this.storedView(runId), news: [] }
    this.live.set(runId, run)
    const seq = run.view.seq + run.news.length + 1
    // A clock that is set back must not end a run before it began.
    const at = Math.max(this.options.now(), run.lastAt ?? run.view.startedAt ?? run.view.queuedAt)
    run.lastAt = at
    const numbered = { runId, seq, at, event }
    run.news.push(numbered)
    return numbered
  }

  private tell(events: readonly NumberedEvent[]): void {
    for (const listener of this.listeners) {
      listener.onEvents(events)
      listener.onSummaries()
    }
  }
}

export interface Happening {
  readonly runId: string
  readonly event: ExecutionEvent
}

interface LiveRun {
  view: RunView
  /** Events that are not in the view yet: a burst is reduced at once. */
  news: NumberedEvent[]
  /** Time of the last event. */
  lastAt?: number
}
