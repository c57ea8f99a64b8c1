import type { JsonValue } from '../../workflows/json.ts'
import type { RunSummary } from '../../workflows/api.ts'
import type { PreviewFrames } from '../../nodes/run-context.ts'
import { toFailure, UserFailure } from '../../workflows/failure.ts'
import { runEstimateSchema } from '../../workflows/estimate.ts'
import type { PauseWhen, QueueState } from '../../workflows/queue.ts'
import type { RunStore } from '../storage/run-store.ts'
import type { QueuePlace, RunJob } from '../storage/stored-run.ts'
import { type WorkerLink, WorkerDied } from '../worker/worker-link.ts'
import type { RunLog } from './run-log.ts'
import type { RunPlanner } from './run-planner.ts'
import { makeStrikes } from './strikes.ts'
import { summarize } from './summarize.ts'
import { WaitingRuns } from './waiting-runs.ts'

export interface RunQueueOptions {
  readonly log: RunLog
  readonly store: RunStore
  /** A run goes to the next free one. */
  readonly workers: readonly WorkerLink[]
  readonly plan: RunPlanner
  readonly newRunId: () => string
  readonly onPreview: (runId: string, node: string, preview: PreviewFrames) => void
}

interface RunningRun {
  readonly worker: WorkerLink
  readonly place: QueuePlace
  /** Cancelled while its worker was still starting. */
  isCancelled: boolean
}

/** Runs wait here in order and go to the workers. What a person asks for is on disk before it is acknowledged. */
export class RunQueue {
  private readonly options: RunQueueOptions
  private readonly waiting: WaitingRuns
  private readonly running = new Map<string, RunningRun>()
  private readonly strikes = makeStrikes()
  private paused: PauseWhen | undefined
  private closed = false

  constructor(options: RunQueueOptions) {
    this.options = options
    this.waiting = new WaitingRuns(options.store)
  }

  /** Goes on with what the last server process left: the interrupted runs first, then the waiting ones. */
  takeUp(): void {
    const { store, log } = this.options
    this.paused = store.paused()
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
      this.waiting.takeBack(place)
    }
    this.next()
  }

  /** @throws OperationalFailure when it cannot be stored. */
  add(job: RunJob, { priority = 0 }: { readonly priority?: number } = {}): string {
    const place = this.waiting.lastPlace(this.options.newRunId(), priority)
    this.options.log.add(place, job)
    this.waiting.insert(place)
    this.next()
    return place.runId
  }

  get state(): QueueState {
    return {
      paused: this.paused ?? null,
      running: [...this.running.keys()],
      waiting: [...this.waiting.runIds],
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
    if (this.running.has(runId)) return 0
    const place = this.waiting.placeOf(runId)
    return place === undefined ? undefined : place + (this.running.size > 0 ? 1 : 0)
  }

  /** Replaces what a waiting run will do. @throws UserFailure `run-not-waiting` | `not-found` */
  edit(runId: string, job: RunJob, params: Readonly<Record<string, JsonValue>>): void {
    this.requireWaiting(runId)
    this.options.log.commit([{ runId, event: { type: 'run-edited', params } }], job)
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
    const run = this.running.get(runId)
    if (run && !run.isCancelled) {
      run.isCancelled = true
      run.worker.cancel(runId)
      this.options.log.commit([{ runId, event: { type: 'run-cancelling' } }])
    } else if (this.waiting.has(runId)) this.cancelWaiting([runId])
    else if (!run) {
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
    for (const [runId, { worker }] of this.running) worker.setPaused(runId, when === 'next-step')
  }

  resume(): void {
    this.setPaused(undefined)
    for (const [runId, { worker }] of this.running) worker.setPaused(runId, false)
    this.next()
  }

  /** Starts nothing more; what is queued or running is taken up by the next server process. */
  close(): void {
    this.closed = true
  }

  private setPaused(when: PauseWhen | undefined): void {
    this.options.store.pause(when)
    this.paused = when
    this.options.log.tellSummaries()
  }

  private cancelWaiting(runIds: readonly string[]): void {
    if (runIds.length === 0) return
    this.options.log.commit(runIds.map((runId) => ({ runId, event: { type: 'run-cancelled' } })))
    for (const runId of runIds) this.waiting.remove(runId)
  }

  private requireWaiting(runId: string): void {
    if (this.waiting.has(runId)) return
    this.summary(runId)
    throw new UserFailure('run-not-waiting')
  }

  /** Gives each free worker the next run. */
  private next(): void {
    const busy = new Set([...this.running.values()].map(({ worker }) => worker))
    for (const worker of this.options.workers) {
      if (busy.has(worker) || this.closed || this.paused) continue
      const place = this.waiting.takeFirst()
      if (!place) return
      void this.work({ worker, place, isCancelled: false })
    }
  }

  private async work(run: RunningRun): Promise<void> {
    const { runId } = run.place
    this.running.set(runId, run)
    try {
      await this.run(runId, run)
      this.strikes.forget(runId)
    } catch (thrown) {
      if (!this.closed) this.endOrInterrupt(run, thrown)
    }
    this.running.delete(runId)
    this.options.log.tellSummaries()
    this.next()
  }

  private async run(runId: string, run: RunningRun): Promise<void> {
    const { store, log, onPreview, plan: planRun } = this.options
    const { worker } = run
    const device = await worker.ready()
    const job = store.job(runId)
    if (!job || run.isCancelled) {
      log.append(runId, { type: 'run-cancelled' })
      return
    }
    const { plan, estimate, learn } = await planRun(job, device.device)
    log.append(runId, {
      ...{ type: 'run-started', ...device, order: plan.steps.map(({ id }) => id) },
      cells: plan.cells.length > 0 ? [...plan.cells] : undefined,
      estimate: runEstimateSchema.parse(estimate),
    })
    const over = worker.run(
      { runId, plan, workflow: job.workflow, origins: job.origins ?? [] },
      {
        onEvent: (event) => {
          learn(event)
          log.append(runId, event)
        },
        onPreview: (node, preview) => onPreview(runId, node, preview),
      },
    )
    this.catchUp(run)
    await over
  }

  /** What was asked for while the run was being planned. */
  private catchUp({ worker, place: { runId }, isCancelled }: RunningRun): void {
    if (isCancelled) worker.cancel(runId)
    if (this.paused === 'next-step') worker.setPaused(runId, true)
  }

  private endOrInterrupt({ place, isCancelled }: RunningRun, thrown: unknown): void {
    const { log } = this.options
    const { runId } = place
    // A Ctrl-C on a terminal reaches the starting worker too: what was cancelled did not fail.
    if (isCancelled) log.append(runId, { type: 'run-cancelled' })
    else if (thrown instanceof WorkerDied && !this.strikes.died(runId, summarize(log.view(runId)).progress)) {
      log.append(runId, { type: 'run-interrupted', detail: thrown.detail })
      this.waiting.takeBack(place)
    } else log.append(runId, { type: 'run-failed', failure: toFailure(thrown).toData() })
  }
}
