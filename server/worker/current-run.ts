import type { PreviewFrames } from '../../nodes/run-context.ts'
import { type ExecutionEvent, isRunEnd } from '../../workflows/execution-event.ts'
import { OperationalFailure } from '../../workflows/failure.ts'

/** What a run tells while it is in the worker. */
export interface RunListener {
  readonly onEvent: (event: ExecutionEvent) => void
  readonly onPreview: (node: string, preview: PreviewFrames) => void
}

/** A worker that ended without being asked to: its run is not over, it can go on with another one. */
export class WorkerDied extends OperationalFailure {
  readonly detail: string

  /** @param detail e.g. `signal SIGKILL` */
  constructor(code: 'worker-died' | 'worker-not-ready', detail: string) {
    super(code, { detail })
    this.detail = detail
  }
}

/** The run a worker has: from the job that is sent to the worker's word that it is free again, or to its death. */
export class CurrentRun {
  readonly runId: string
  /** Resolves when the worker is done with it. @throws WorkerDied */
  readonly over: Promise<void>
  private readonly listener: RunListener
  private settle: (failure?: WorkerDied) => void = () => undefined
  private hasEnded = false
  private isCancelled = false
  private grace: NodeJS.Timeout | undefined

  constructor(runId: string, listener: RunListener) {
    this.runId = runId
    this.listener = listener
    this.over = new Promise((resolve, reject) => {
      this.settle = (failure) => (failure ? reject(failure) : resolve())
    })
  }

  hear(event: ExecutionEvent): void {
    this.hasEnded ||= isRunEnd(event)
    this.listener.onEvent(event)
  }

  show(node: string, preview: PreviewFrames): void {
    this.listener.onPreview(node, preview)
  }

  /**
   * Notes that it is to stop at its next step.
   * @param kill ends the worker when it takes longer than `graceMs`
   * @returns false when that was asked before
   */
  cancel(graceMs: number, kill: () => void): boolean {
    if (this.isCancelled) return false
    this.isCancelled = true
    this.grace = setTimeout(kill, graceMs)
    return true
  }

  /** The worker is free again. */
  end(): void {
    clearTimeout(this.grace)
    this.settle()
  }

  /** The worker is dead: the run is not over, unless it had come to its end or was being cancelled. */
  lose(detail: string): void {
    clearTimeout(this.grace)
    if (this.isCancelled && !this.hasEnded) this.listener.onEvent({ type: 'run-cancelled' })
    const isOver = this.isCancelled || this.hasEnded
    this.settle(isOver ? undefined : new WorkerDied('worker-died', detail))
  }

  /** Nobody waits for it any more. */
  forget(): void {
    clearTimeout(this.grace)
  }
}
