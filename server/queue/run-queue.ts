import type { RunSummary } from '../../workflows/api.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { UserFailure } from '../../workflows/failure.ts'
import type { PauseWhen, QueueState } from '../../workflows/queue.ts'
import type { RunStore } from '../storage/run-store.ts'
import type { RunJob } from '../storage/stored-run.ts'
import { Dispatcher, type DispatcherOptions } from './dispatcher.ts'
import type { RunLog } from './run-log.ts'
import { WaitingRuns } from './waiting-runs.ts'

export interface RunQueueOptions extends Omit<DispatcherOptions, 'waiting' | 'store'> {
  readonly log: RunLog
  readonly store: RunStore
  readonly newRunId: () => string
}

/** Runs wait here in order and go to the workers. What a person asks for is on disk before it is acknowledged. */
export class RunQueue {
  private readonly options: RunQueueOptions
  private readonly waiting: WaitingRuns
  private readonly dispatcher: Dispatcher
  private paused: PauseWhen | undefined

  constructor(options: RunQueueOptions) {
    this.options = options
    this.waiting = new WaitingRuns(options.store)
    this.dispatcher = new Dispatcher({ ...options, waiting: this.waiting })
  }

  /** Goes on with what the last server process left: the interrupted runs first, then the waiting ones. */
  takeUp(): void {
    const { store, log } = this.options
    const unfinished = store.unfinished()
    for (const { summary, place } of unfinished) {
      if (summary.state === 'queued') this.waiting.insert(place)
    }
    for (const { summary, place } of unfinished.toReversed()) {
      if (summary.state !== 'running') continue
      if (summary.isCancelling) {
        log.append(summary.runId, { type: 'run-cancelled' })
        continue
      }
      log.append(summary.runId, { type: 'run-interrupted', detail: 'the server ended' })
      if (summary.device !== undefined) this.dispatcher.prefer(summary.runId, summary.device)
      this.waiting.takeBack(place)
    }
    this.paused = store.paused()
    this.dispatcher.setPaused(this.paused)
  }

  /** @throws OperationalFailure when it cannot be stored. */
  add(job: RunJob, { priority = 0 }: { readonly priority?: number } = {}): string {
    const place = this.waiting.lastPlace(this.options.newRunId(), priority)
    this.options.log.add(place, job)
    this.waiting.insert(place)
    this.dispatcher.next()
    return place.runId
  }

  get state(): QueueState {
    return {
      paused: this.paused ?? null,
      running: [...this.dispatcher.runIds],
      waiting: [...this.waiting.runIds],
      trouble: this.dispatcher.trouble,
    }
  }

  /** Those that run, the next ones and the newest that are over; newest first. */
  summaries(limit: number): readonly RunSummary[] {
    const places = new Map(this.waiting.runIds.map((runId, place) => [runId, place]))
    return this.options.log
      .summaries(limit)
      .map((summary) => ({ ...summary, place: places.get(summary.runId) }))
  }

  /** What a run does, as it was accepted or edited. @throws UserFailure `not-found` */
  job(runId: string): RunJob {
    const job = this.options.store.job(runId)
    if (!job) throw new UserFailure('not-found', { what: 'run', id: runId })
    return job
  }

  /** @throws UserFailure `not-found` */
  summary(runId: string): RunSummary {
    this.options.log.flush()
    const summary = this.options.store.summary(runId)
    if (!summary) throw new UserFailure('not-found', { what: 'run', id: runId })
    return { ...summary, place: this.waiting.placeOf(runId) }
  }

  /** Runs before this one, 0 for one that runs; undefined when it is over. */
  position(runId: string): number | undefined {
    if (this.dispatcher.has(runId)) return 0
    const place = this.waiting.placeOf(runId)
    return place === undefined ? undefined : place + (this.dispatcher.runIds.length > 0 ? 1 : 0)
  }

  /** Replaces what a waiting run will do. @throws UserFailure `run-not-waiting` | `not-found` */
  edit(runId: string, job: RunJob, params: Readonly<Record<string, JsonValue>>): void {
    this.requireWaiting(runId)
    this.options.log.commit([{ runId, event: { type: 'run-edited', params } }], job)
    this.dispatcher.forget(runId)
  }

  /** Behind all others of that priority. @throws UserFailure `run-not-waiting` | `not-found` */
  setPriority(runId: string, priority: number): void {
    this.requireWaiting(runId)
    this.waiting.setPriority(runId, priority)
    this.options.log.tellSummaries()
  }

  /** Before another waiting run, or with null at the end. @throws UserFailure `run-not-waiting` | `place-unknown` */
  putBefore(runId: string, before: string | null): void {
    this.requireWaiting(runId)
    this.waiting.putBefore(runId, before)
    this.options.log.tellSummaries()
  }

  /** @throws UserFailure `run-over` | `not-found` */
  cancel(runId: string): void {
    if (this.dispatcher.has(runId)) {
      if (this.dispatcher.cancel(runId))
        this.options.log.commit([{ runId, event: { type: 'run-cancelling' } }])
    } else if (this.waiting.has(runId)) this.cancelWaiting([runId])
    else {
      this.summary(runId)
      throw new UserFailure('run-over')
    }
  }

  /** Cancels all that wait, and with `running` also what runs. @returns their ids. */
  clear({ running }: { readonly running: boolean }): readonly string[] {
    const { waiting, running: onWorkers } = this.state
    this.cancelWaiting(waiting)
    if (!running) return waiting
    for (const runId of onWorkers) this.cancel(runId)
    return [...onWorkers, ...waiting]
  }

  /** Starts nothing more; at `next-step` what runs holds as well. Holds over a restart too. */
  pause(when: PauseWhen): void {
    this.setPaused(when)
  }

  /** Also tries workers that cannot start again at once. */
  resume(): void {
    this.setPaused(undefined)
  }

  /** Starts nothing more; what is queued or running is taken up by the next server process. */
  close(): void {
    this.dispatcher.close()
  }

  private setPaused(when: PauseWhen | undefined): void {
    this.options.store.pause(when)
    this.paused = when
    this.dispatcher.setPaused(when)
    this.options.log.tellSummaries()
  }

  private cancelWaiting(runIds: readonly string[]): void {
    if (runIds.length === 0) return
    this.options.log.commit(runIds.map((runId) => ({ runId, event: { type: 'run-cancelled' } })))
    for (const runId of runIds) {
      this.waiting.remove(runId)
      this.dispatcher.forget(runId)
    }
  }

  private requireWaiting(runId: string): void {
    if (this.waiting.has(runId)) return
    this.summary(runId)
    throw new UserFailure('run-not-waiting')
  }
}
