import { type Failure, toFailure } from '../../workflows/failure.ts'
import type { WorkerTrouble } from '../../workflows/queue.ts'
import type { WorkerLink } from '../worker/worker-link.ts'

/** The pause after the first failed start; each further one is twice as long, up to the longest. */
const firstPauseMs = 1000
const longestPauseMs = 60_000

interface TroubledWorker {
  readonly failure: Failure
  readonly failedStarts: number
  readonly retryAt: number
  readonly timer: NodeJS.Timeout
}

interface WakerOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A worker can take a run, cannot start, or is to be tried again. */
  readonly onChange: () => void
}

/**
 * Waits for workers that are starting, and tries those that cannot start again with growing pauses. No run is given
 * to one before it is ready: what keeps a worker from starting is no fault of the run that happens to be next.
 */
export class WorkerWaker {
  private readonly options: WakerOptions
  private readonly waking = new Set<WorkerLink>()
  private readonly troubled = new Map<WorkerLink, TroubledWorker>()
  private closed = false

  constructor(options: WakerOptions) {
    this.options = options
  }

  /** Why a worker cannot start, and when it is tried again. */
  get trouble(): WorkerTrouble | undefined {
    const [first] = this.troubled.values()
    return first && { failure: first.failure.toData(), retryAt: first.retryAt }
  }

  /** Whether it could not start and was not seen working since. */
  isTroubled(worker: WorkerLink): boolean {
    return this.troubled.has(worker)
  }

  /** Waits for a worker unless somebody does already or it is to rest. */
  wake(worker: WorkerLink): void {
    if (this.waking.has(worker) || (this.troubled.get(worker)?.retryAt ?? 0) > this.options.now()) return
    void this.wait(worker)
  }

  /** Lets go of all pauses: those that cannot start are tried at once. */
  retryNow(): void {
    for (const [worker, { timer }] of this.troubled) {
      clearTimeout(timer)
      if (!this.waking.has(worker)) void this.wait(worker)
    }
  }

  close(): void {
    this.closed = true
    for (const { timer } of this.troubled.values()) clearTimeout(timer)
  }

  private async wait(worker: WorkerLink): Promise<void> {
    this.waking.add(worker)
    try {
      await worker.ready()
      this.troubled.delete(worker)
    } catch (thrown) {
      this.rest(worker, toFailure(thrown))
    }
    this.waking.delete(worker)
    if (!this.closed) this.options.onChange()
  }

  private rest(worker: WorkerLink, failure: Failure): void {
    if (this.closed) return
    const failedStarts = (this.troubled.get(worker)?.failedStarts ?? 0) + 1
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (failedStarts - 1))
    const timer = setTimeout(() => void this.wait(worker), pauseMs)
    this.troubled.set(worker, { failure, failedStarts, retryAt: this.options.now() + pauseMs, timer })
  }
}
