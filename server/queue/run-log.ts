import type { RunSummary } from '../../workflows/api.ts'
import type { ExecutionEvent, NumberedEvent } from '../../workflows/execution-event.ts'
import { applyExecutionEvents, emptyRunView, type RunView } from '../../workflows/run-view.ts'
import type { RunJob, RunStore } from '../storage/run-store.ts'
import { summarize } from './summarize.ts'

export interface RunLogListener {
  /** Called once the events are stored. */
  readonly onEvents: (events: readonly NumberedEvent[]) => void
  readonly onSummaries: () => void
}

/**
 * The one door for what happens to runs: numbers events, keeps the views, stores in batches, tells listeners.
 * Events of one turn of the event loop are stored together, so that a burst costs one transaction.
 */
export class RunLog {
  private readonly store: RunStore
  private readonly now: () => number
  private readonly listeners = new Set<RunLogListener>()
  /** Runs that are not over. */
  private readonly live = new Map<string, LiveRun>()
  private pending: NumberedEvent[] = []
  private scheduled: NodeJS.Immediate | undefined
  private closed = false

  constructor(store: RunStore, now: () => number) {
    this.store = store
    this.now = now
  }

  /** Stores a new run before it returns. */
  add(runId: string, job: RunJob): void {
    const { name, graph } = job.workflow
    const event = this.number(runId, { type: 'run-queued', name, nodes: Object.keys(graph.nodes) })
    this.store.add({ summary: summarize(this.view(runId)), job }, event)
    this.tell([event])
  }

  /** Takes up a run that the last server process did not finish. */
  resume(runId: string, job: RunJob): void {
    const { name, graph } = job.workflow
    this.append(runId, { type: 'run-queued', name, nodes: Object.keys(graph.nodes) })
  }

  append(runId: string, event: ExecutionEvent): void {
    // A worker that is being killed may still have something to say; the next process starts its run anew.
    if (this.closed) return
    this.pending.push(this.number(runId, event))
    this.scheduled ??= setImmediate(() => this.flush())
  }

  /** Stores what is pending; a reader of the store calls it first. */
  flush(): void {
    clearImmediate(this.scheduled)
    this.scheduled = undefined
    const events = this.pending
    if (events.length === 0) return
    this.pending = []
    const views = [...new Set(events.map(({ runId }) => runId))].map((runId) => this.view(runId))
    this.store.append(events, views.map(summarize))
    for (const view of views) if (view.state === 'over') this.live.delete(view.runId)
    this.tell(events)
  }

  /** Stores what is pending and takes nothing more. */
  close(): void {
    this.flush()
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

  events(runId: string, afterSeq: number): readonly NumberedEvent[] {
    this.flush()
    return this.store.events(runId, afterSeq)
  }

  /** Newest first. */
  summaries(limit: number): readonly RunSummary[] {
    this.flush()
    return this.store.list(limit)
  }

  listen(listener: RunLogListener): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private storedView(runId: string): RunView {
    return applyExecutionEvents(emptyRunView(runId), this.store.events(runId, 0))
  }

  private number(runId: string, event: ExecutionEvent): NumberedEvent {
    const run = this.live.get(runId) ?? { view: this.storedView(runId), news: [] }
    this.live.set(runId, run)
    const seq = run.view.seq + run.news.length + 1
    const numbered = { runId, seq, at: this.now(), event }
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

interface LiveRun {
  view: RunView
  /** Events that are not in the view yet: a burst is reduced at once. */
  news: NumberedEvent[]
}
