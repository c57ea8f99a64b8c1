import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PreviewFrames } from '../../nodes/run-context.ts'
import { BugFailure, toFailure } from '../../workflows/failure.ts'
import { type ExecutionEvent, isRunEnd } from '../../workflows/execution-event.ts'
import type { PauseWhen, WorkerTrouble } from '../../workflows/queue.ts'
import type { RunStore } from '../storage/run-store.ts'
import type { QueuePlace, RunJob } from '../storage/stored-run.ts'
import { WorkerDied } from '../worker/current-run.ts'
import type { WorkerLink } from '../worker/worker-link.ts'
import type { RunLog } from './run-log.ts'
import type { RunPlanner } from './run-planner.ts'
import { makeRunPlacement, type RunPlacement } from './run-placement.ts'
import { makeStrikes } from './strikes.ts'
import { summarize } from './summarize.ts'
import type { WaitingRuns } from './waiting-runs.ts'
import { WorkerWaker } from './worker-waker.ts'

export interface DispatcherOptions {
  readonly log: RunLog
  readonly store: Pick<RunStore, 'job' | 'jobText'>
  readonly waiting: WaitingRuns
  /** In the order in which they are given runs. */
  readonly workers: readonly WorkerLink[]
  readonly plan: RunPlanner
  /** Ids of the models a job names. */
  readonly modelsOf: (job: RunJob) => readonly string[]
  /** Whether a device can run a model. */
  readonly fits: (model: string, device: string) => boolean
  readonly onPreview: (runId: string, node: string, preview: PreviewFrames) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

interface RunningRun {
  readonly worker: WorkerLink
  readonly place: QueuePlace
  /** Cancelled while it was being planned. */
  isCancelled: boolean
  /** Its end was told; its worker is still tidying up. */
  hasEnded: boolean
}

/** Gives each free worker the next run that fits it, and does what is to be done when the run or the worker ends. */
export class Dispatcher {
  private readonly options: DispatcherOptions
  private readonly running = new Map<string, RunningRun>()
  private readonly strikes = makeStrikes()
  private readonly waker: WorkerWaker
  private readonly placement: RunPlacement<WorkerLink>
  private paused: PauseWhen | undefined
  private closed = false

  constructor(options: DispatcherOptions) {
    this.options = options
    const { now, log, store } = options
    this.placement = makeRunPlacement({
      ...options,
      job: (runId) => store.job(runId),
      isTroubled: (worker) => this.waker.isTroubled(worker),
    })
    this.waker = new WorkerWaker({
      now,
      onChange: () => {
        log.tellSummaries()
        this.next()
      },
    })
  }

  get runIds(): readonly string[] {
    return [...this.running].flatMap(([runId, { hasEnded }]) => (hasEnded ? [] : [runId]))
  }

  get trouble(): WorkerTrouble | undefined {
    return this.waker.trouble
  }

  /** True for a run that is in a worker and has not come to its end. */
  has(runId: string): boolean {
    return this.running.get(runId)?.hasEnded === false
  }

  /** @returns false when that was asked before */
  cancel(runId: string): boolean {
    const run = this.running.get(runId)
    if (!run || run.isCancelled) return false
    run.isCancelled = true
    run.worker.cancel(runId)
    return true
  }

  /** Starts nothing more; at `next-step` what runs holds as well. */
  setPaused(when: PauseWhen | undefined): void {
    this.paused = when
    for (const [runId, { worker }] of this.running) worker.setPaused(runId, when === 'next-step')
    if (when === undefined) this.waker.retryNow()
    this.next()
  }

  /** It is given to another device only when this one is not there. */
  prefer(runId: string, device: string): void {
    this.placement.prefer(runId, device)
  }

  /** A waiting run is gone, or what it does was changed. */
  forget(runId: string): void {
    this.placement.forget(runId)
  }

  /** Starts nothing more. */
  close(): void {
    this.closed = true
    this.waker.close()
  }

  /** Gives each free worker the next run. */
  next(): void {
    const busy = new Set([...this.running.values()].map(({ worker }) => worker))
    for (const worker of this.options.workers) {
      if (this.closed || busy.has(worker)) continue
      if (worker.state === 'starting') this.waker.wake(worker)
      else if (worker.state === 'ready') this.giveRun(worker)
    }
  }

  private giveRun(worker: WorkerLink): void {
    if (this.paused) return
    const place = this.options.waiting.takeFirst(({ runId }) => this.placement.isFor(worker, runId))
    if (place) void this.work({ worker, place, isCancelled: false, hasEnded: false })
  }

  private async work(run: RunningRun): Promise<void> {
    const { runId } = run.place
    this.running.set(runId, run)
    this.placement.forget(runId)
    try {
      await this.run(run)
      this.strikes.forget(runId)
    } catch (thrown) {
      if (!this.closed) this.endOrInterrupt(run, thrown)
    }
    this.running.delete(runId)
    this.options.log.tellSummaries()
    this.next()
  }

  private async run(run: RunningRun): Promise<void> {
    const { store, log, onPreview, plan: planRun } = this.options
    const { worker, place } = run
    const { runId } = place
    // Ending a run, planning one and sending it take milliseconds each: requests are answered in between.
    await nextTurn()
    const [device, job] = [worker.known, store.job(runId)]
    if (!job) throw new BugFailure('unexpected', { detail: `no job of run ${runId}` })
    if (!device) throw new WorkerDied('worker-not-ready', 'no device')
    const { plan, announced, learn } = await planRun(job, device.device)
    await nextTurn()
    if (worker.state !== 'ready') throw new WorkerDied('worker-not-ready', 'while the run was planned')
    // Nothing but its being queued has happened to it.
    const isFirstTry = log.view(runId).seq === 1
    const listener = {
      onEvent: (event: ExecutionEvent) => {
        run.hasEnded ||= isRunEnd(event)
        learn(event, { isFirstTry })
        log.append(runId, event)
      },
      onPreview: (node: string, preview: PreviewFrames) => onPreview(runId, node, preview),
    }
    const sent = { runId, plan: JSON.stringify(plan), job: store.jobText(runId) ?? '' }
    const over = worker.run(sent, listener)
    // The worker is at it already: what it tells comes in a later turn.
    log.append(runId, {
      ...{ type: 'run-started', ...device, order: plan.steps.map(({ id }) => id) },
      cells: plan.cells.length > 0 ? [...plan.cells] : undefined,
      estimate: announced(),
    })
    this.catchUp(run)
    await over
  }

  /** What was asked for while the run was being planned. */
  private catchUp({ worker, place: { runId }, isCancelled }: RunningRun): void {
    if (isCancelled) worker.cancel(runId)
    if (this.paused === 'next-step') worker.setPaused(runId, true)
  }

  private endOrInterrupt({ place, worker, isCancelled }: RunningRun, thrown: unknown): void {
    const { log, waiting } = this.options
    const { runId } = place
    if (isCancelled) log.append(runId, { type: 'run-cancelled' })
    else if (thrown instanceof WorkerDied && thrown.code === 'worker-not-ready') waiting.takeBack(place)
    else if (thrown instanceof WorkerDied && !this.strikes.died(runId, summarize(log.view(runId)).progress)) {
      log.append(runId, { type: 'run-interrupted', detail: thrown.detail })
      if (worker.known) this.placement.prefer(runId, worker.known.device)
      waiting.takeBack(place)
    } else log.append(runId, { type: 'run-failed', failure: toFailure(thrown).toData() })
  }
}
