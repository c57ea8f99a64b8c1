import { OperationalFailure, toFailure } from '../../workflows/failure.ts'
import type { PreviewFrames } from '../../nodes/run-context.ts'
import { type ExecutionEvent, isRunEnd } from '../../workflows/execution-event.ts'
import { failureFrom } from './parent-calls.ts'
import type {
  FromWorker,
  WorkerAnswer,
  WorkerJob,
  WorkerQuestion,
  WorkerSettings,
} from './worker-messages.ts'
import { MemoryWatch, type WorkerMemory } from './worker-memory.ts'
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts'

export interface WorkerDevice {
  readonly device: string
  readonly deviceReason: string
}

/** What a run tells while it is in the worker. */
export interface RunListener {
  readonly onEvent: (event: ExecutionEvent) => void
  readonly onPreview: (node: string, preview: PreviewFrames) => void
}

export interface WorkerLinkOptions {
  readonly settings: WorkerSettings
  /** How long a cancelled run may take to its next step before its worker is killed. */
  readonly cancelGraceMs: number
  /** Memory it may keep between runs; above that it is replaced. */
  readonly memoryBytes: number
  readonly answer: (question: WorkerQuestion) => Promise<WorkerAnswer>
  readonly warn: (what: string, detail: string) => void
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

interface Current extends RunListener {
  readonly runId: string
  readonly done: () => void
  readonly fail: (failure: WorkerDied) => void
  over: boolean
  cancelled: boolean
  grace?: NodeJS.Timeout
}

interface Startup {
  readonly device: Promise<WorkerDevice>
  readonly ready: (device: WorkerDevice) => void
  readonly failed: (reason: unknown) => void
}

/** The server's end of one worker: starts it at once, replaces it when it dies. */
export class WorkerLink {
  private readonly options: WorkerLinkOptions
  private process: WorkerProcess | undefined
  private startup: Startup
  private current: Current | undefined
  private isReady = false
  /** What the worker runs on, once it has said so. */
  known: WorkerDevice | undefined
  /** What it held after its last run. */
  memory: WorkerMemory | undefined
  /** How often it was replaced to get memory back. */
  recycled = 0
  private watch: MemoryWatch
  private closed = false

  constructor(options: WorkerLinkOptions) {
    this.options = options
    this.watch = new MemoryWatch(options.memoryBytes)
    this.startup = this.start()
  }

  get state(): 'starting' | 'ready' | 'busy' {
    if (!this.isReady) return 'starting'
    return this.current ? 'busy' : 'ready'
  }

  get pid(): number | undefined {
    return this.process?.pid
  }

  /**
   * Resolves when the worker can take a run.
   * @throws the failure that keeps it from starting; the next call tries again.
   */
  ready(): Promise<WorkerDevice> {
    if (!this.process && !this.closed) this.startup = this.start()
    return this.startup.device
  }

  /**
   * Runs one job to its end; call it only on a worker that is ready.
   * @throws WorkerDied
   */
  run(job: WorkerJob, listener: RunListener): Promise<void> {
    return new Promise((done, fail) => {
      this.current = { ...listener, runId: job.runId, done, fail, over: false, cancelled: false }
      this.process?.send({ type: 'run', job })
    })
  }

  /**
   * Asks the run to stop at its next step, and kills the worker when it takes too long.
   * @returns false when the worker does not have this run.
   */
  cancel(runId: string): boolean {
    const current = this.current
    if (current?.runId !== runId) return false
    if (current.cancelled) return true
    current.cancelled = true
    current.grace = setTimeout(() => this.process?.kill(), this.options.cancelGraceMs)
    this.process?.send({ type: 'cancel', runId })
    return true
  }

  /** Holds a run at its next step, or lets it go on. */
  setPaused(runId: string, isPaused: boolean): void {
    if (this.current?.runId === runId) this.process?.send({ type: 'pause', runId, isPaused })
  }

  close(): void {
    this.closed = true
    clearTimeout(this.current?.grace)
    this.process?.kill()
  }

  private start(): Startup {
    this.isReady = false
    const startup = makeStartup()
    this.watch = new MemoryWatch(this.options.memoryBytes)
    this.memory = undefined
    // What a worker that was replaced still says is not heard.
    const own = startWorkerProcess(this.options.settings, {
      onMessage: (message) => {
        if (this.process === own) this.receive(message)
      },
      onDeath: (detail) => {
        if (this.process === own) this.replace(detail)
      },
    })
    this.process = own
    return startup
  }

  /** A run is over: a worker that holds too much memory makes place for a fresh one before the next. */
  private rest(memory: WorkerMemory): void {
    const run = this.finish()
    this.memory = memory
    if (this.watch.isOver(memory) && !this.closed) {
      const old = this.process
      this.startup = this.start()
      old?.kill()
      this.recycled += 1
    }
    run?.done()
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.isReady = true
        this.known = { device: message.device, deviceReason: message.deviceReason }
        this.startup.ready(this.known)
        break
      case 'unusable':
        this.options.warn('The worker cannot start.', message.failure.message)
        this.startup.failed(failureFrom(message.failure))
        this.process?.kill()
        break
      case 'events':
        for (const event of message.events) this.hear(message.runId, event)
        break
      case 'preview':
        if (this.current?.runId === message.runId) this.current.onPreview(message.node, message.preview)
        break
      case 'idle':
        this.rest(message.memory)
        break
      case 'ask':
        void this.reply(message.id, message.question)
        break
      case 'warned':
        this.options.warn(message.what, message.detail)
        break
      case 'spawned':
      case 'ended':
        break
      default:
        message satisfies never
    }
  }

  private hear(runId: string, event: ExecutionEvent): void {
    if (this.current?.runId !== runId) return
    this.current.over ||= isRunEnd(event)
    this.current.onEvent(event)
  }

  private finish(): Current | undefined {
    const { current } = this
    clearTimeout(current?.grace)
    this.current = undefined
    return current
  }

  private async reply(id: number, question: WorkerQuestion): Promise<void> {
    try {
      this.process?.send({ type: 'answer', id, answer: await this.options.answer(question) })
    } catch (thrown) {
      this.process?.send({ type: 'refusal', id, failure: toFailure(thrown).toData() })
    }
  }

  /** A dead worker leaves its run, unless that was over or being cancelled, and makes place for the next. */
  private replace(detail: string): void {
    const wasReady = this.isReady
    this.isReady = false
    this.process = undefined
    this.startup.failed(new WorkerDied('worker-not-ready', detail))
    if (this.closed) return
    // One that died while starting would die again at once: the next `ready` tries it.
    if (wasReady) this.startup = this.start()
    const run = this.finish()
    if (!run) return
    if (run.cancelled && !run.over) run.onEvent({ type: 'run-cancelled' })
    if (run.cancelled || run.over) run.done()
    else run.fail(new WorkerDied('worker-died', detail))
  }
}

function makeStartup(): Startup {
  const { promise, resolve, reject } = withResolvers<WorkerDevice>()
  // Nobody may be waiting yet; whoever asks for `ready` still gets the failure.
  promise.catch(() => undefined)
  return { device: promise, ready: resolve, failed: reject }
}

/** `Promise.withResolvers` came with Node 22. */
function withResolvers<T>() {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
