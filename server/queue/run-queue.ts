import type { Catalog } from '../../nodes/catalog.ts'
import type { InferWorld } from '../../nodes/define-node.ts'
import type { PreviewFrames } from '../../nodes/run-context.ts'
import { toFailure, UserFailure } from '../../workflows/failure.ts'
import { makePlan } from '../execution/make-plan.ts'
import type { Plan, StepIngredients } from '../execution/plan.ts'
import type { PlannedSteps } from '../storage/planned-steps.ts'
import type { RunJob, RunStore } from '../storage/run-store.ts'
import type { WorkerDevice, WorkerLink } from '../worker/worker-link.ts'
import type { RunLog } from './run-log.ts'

export interface RunQueueOptions {
  readonly log: RunLog
  readonly store: RunStore
  readonly planned: PlannedSteps<StepIngredients>
  readonly worker: WorkerLink
  readonly catalog: Catalog
  readonly world: () => Promise<InferWorld>
  readonly newRunId: () => string
  readonly onPreview: (runId: string, node: string, preview: PreviewFrames) => void
}

/** Runs wait here in order and go to the worker one at a time. Stored before they are acknowledged. */
export class RunQueue {
  private readonly options: RunQueueOptions
  private readonly waiting: string[] = []
  private running: string | undefined
  /** Cancelled while their worker was still starting. */
  private readonly cancelledEarly = new Set<string>()
  private closed = false

  constructor(options: RunQueueOptions) {
    this.options = options
  }

  /** Goes on with what the last server process left: the interrupted run first, then the waiting ones. */
  resume(): void {
    for (const { runId, state } of this.options.store.unfinished()) {
      const job = this.options.store.job(runId)
      if (!job) continue
      if (state === 'running') this.options.log.resume(runId, job)
      this.waiting.push(runId)
    }
    void this.next()
  }

  /** @returns the id of the stored run. */
  add(job: RunJob): string {
    const runId = this.options.newRunId()
    this.options.log.add(runId, job)
    this.waiting.push(runId)
    void this.next()
    return runId
  }

  /** Runs before this one, 0 for the running one; undefined when it is over. */
  position(runId: string): number | undefined {
    if (runId === this.running) return 0
    const index = this.waiting.indexOf(runId)
    return index < 0 ? undefined : index + (this.running ? 1 : 0)
  }

  /** @throws UserFailure `run-over` | `not-found` */
  cancel(runId: string): void {
    if (runId === this.running) {
      if (!this.options.worker.cancel(runId)) this.cancelledEarly.add(runId)
      return
    }
    const index = this.waiting.indexOf(runId)
    if (index < 0) throw this.notWaiting(runId)
    this.waiting.splice(index, 1)
    this.options.log.append(runId, { type: 'run-cancelled' })
  }

  /** Starts nothing more; what is queued or running is taken up by the next server process. */
  close(): void {
    this.closed = true
  }

  private notWaiting(runId: string): UserFailure {
    if (this.options.store.summary(runId)) return new UserFailure('run-over')
    return new UserFailure('not-found', { what: 'run', id: runId })
  }

  private async next(): Promise<void> {
    const runId = this.running === undefined && !this.closed ? this.waiting.shift() : undefined
    if (runId === undefined) return
    this.running = runId
    try {
      await this.run(runId)
    } catch (thrown) {
      // A Ctrl-C on a terminal reaches the starting worker too: what was cancelled did not fail.
      const isCancelled = this.cancelledEarly.delete(runId)
      const failed = { type: 'run-failed', failure: toFailure(thrown).toData() } as const
      if (!this.closed) this.options.log.append(runId, isCancelled ? { type: 'run-cancelled' } : failed)
    }
    this.running = undefined
    void this.next()
  }

  private async run(runId: string): Promise<void> {
    const { worker, store, log, onPreview } = this.options
    const device = await worker.ready()
    const job = store.job(runId)
    if (!job || this.cancelledEarly.delete(runId)) {
      log.append(runId, { type: 'run-cancelled' })
      return
    }
    const plan = await this.plan(job, device)
    log.append(runId, { type: 'run-started', ...device, order: plan.steps.map(({ id }) => id) })
    await worker.run(
      { runId, plan, workflow: job.workflow },
      {
        onEvent: (event) => log.append(runId, event),
        onPreview: (node, preview) => onPreview(runId, node, preview),
      },
    )
  }

  private async plan({ workflow, targets }: RunJob, { device }: WorkerDevice): Promise<Plan> {
    const { catalog, world, planned } = this.options
    const before = planned.get(workflow.id)
    const { plan, ingredients } = makePlan({
      ...{
        graph: workflow.graph,
        workflowName: workflow.name,
        catalog,
        world: await world(),
        targets,
        device,
        before,
      },
    })
    // Nodes a partial run left out keep what is known of them.
    planned.put(workflow.id, { ...before, ...ingredients })
    return plan
  }
}
