import type { ExecutionEvent } from '../../workflows/execution-event.ts'
import { toFailure } from '../../workflows/failure.ts'
import type { DeviceChoice } from '../inference/device.ts'
import { CurrentRun, type RunListener, WorkerDied } from './current-run.ts'
import { failureFrom } from './parent-calls.ts'
import type { SentJob } from './sent-job.ts'
import { MemoryWatch, type WorkerMemory } from './worker-memory.ts'
import type { FromWorker, WorkerAnswer, WorkerQuestion, WorkerSettings } from './worker-messages.ts'
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts'
import { makeWorkerStartup, type WorkerDevice, type WorkerStartup } from './worker-startup.ts'

export interface WorkerLinkOptions {
  readonly settings: WorkerSettings
  /** How long a cancelled run may take to its next step before its worker is killed. */
  readonly cancelGraceMs: number
  /** Memory it may keep between runs; above that it is replaced. */
  readonly memoryBytes: number
  readonly answer: (question: WorkerQuestion) => Promise<WorkerAnswer>
  readonly warn: (what: string, detail: string) => void
}

/** The server's end of one worker: starts it at once, replaces it when it dies. */
export class WorkerLink {
  /** What the worker runs on, once it has said so. */
  known: WorkerDevice | undefined
  /** What it held after its last run. */
  memory: WorkerMemory | undefined
  /** How often it was replaced to get memory back. */
  recycled = 0
  private readonly options: WorkerLinkOptions
  private process: WorkerProcess | undefined
  private startup: WorkerStartup
  private current: CurrentRun | undefined
  private isReady = false
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

  /** The device it was asked to run on. */
  get wanted(): DeviceChoice {
    return this.options.settings.device
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
  run(job: SentJob, listener: RunListener): Promise<void> {
    this.current = new CurrentRun(job.runId, listener)
    this.process?.send({ type: 'run', job })
    return this.current.over
  }

  /** Asks the run to stop at its next step, and kills the worker when it takes too long. */
  cancel(runId: string): void {
    const isNew = this.has(runId)?.cancel(this.options.cancelGraceMs, () => this.process?.kill())
    if (isNew) this.process?.send({ type: 'cancel', runId })
  }

  /** Holds a run at its next step, or lets it go on. */
  setPaused(runId: string, isPaused: boolean): void {
    if (this.has(runId)) this.process?.send({ type: 'pause', runId, isPaused })
  }

  close(): void {
    this.closed = true
    this.current?.forget()
    this.process?.kill()
  }

  private has(runId: string): CurrentRun | undefined {
    return this.current?.runId === runId ? this.current : undefined
  }

  private start(): WorkerStartup {
    this.isReady = false
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
    return makeWorkerStartup()
  }

  /** A run is over: a worker that holds too much memory makes place for a fresh one before the next. */
  private rest(memory: WorkerMemory): void {
    const run = this.release()
    this.memory = memory
    if (this.watch.isOver(memory) && !this.closed) {
      const old = this.process
      this.startup = this.start()
      old?.kill()
      this.recycled += 1
    }
    run?.end()
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
        this.hear(message.runId, message.events)
        break
      case 'preview':
        this.has(message.runId)?.show(message.node, message.preview)
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

  /** @param events as JSON */
  private hear(runId: string, events: string): void {
    const run = this.has(runId)
    if (run) for (const event of JSON.parse(events) as ExecutionEvent[]) run.hear(event)
  }

  private release(): CurrentRun | undefined {
    const { current } = this
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

  /** A dead worker makes place for the next. */
  private replace(detail: string): void {
    const wasReady = this.isReady
    this.isReady = false
    this.process = undefined
    this.startup.failed(new WorkerDied('worker-not-ready', detail))
    if (this.closed) return
    // One that died while starting would die again at once: the next `ready` tries it.
    if (wasReady) this.startup = this.start()
    this.release()?.lose(detail)
  }
}
