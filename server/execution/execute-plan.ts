import type { Catalog } from '../../nodes/catalog.ts'
import type { RunContext } from '../../nodes/run-context.ts'
import type { ExecutionEvent, RunReason } from '../../workflows/execution-event.ts'
import type { FailureData } from '../../workflows/failure.ts'
import { toFailure } from '../../workflows/failure.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { Plan, PlanStep } from './plan.ts'
import type { ResultStore, StepValues } from './result-store.ts'
import { type CancelSignal, RunCancelled, throwIfCancelled } from './run-cancelled.ts'
import { runStep } from './run-step.ts'
import { consumersOf, neededSources } from './plan-wiring.ts'

export interface ExecuteRequest {
  readonly plan: Plan
  readonly catalog: Catalog
  readonly results: ResultStore
  readonly signal: CancelSignal
  /** Awaited between two nodes: the run holds there while the queue is paused. */
  readonly hold: () => Promise<void>
  readonly emit: (event: ExecutionEvent) => void
  /** Called when a node reaches for its context: one that only looks at its inputs never does. */
  readonly makeContext: (node: NodeId) => RunContext
  /** Called before a step that may block this process for minutes: what was emitted so far has to be told now. */
  readonly beforeWork: () => void
  /** Node types whose last step took next to no time; kept by who runs several plans. */
  readonly quickTypes: Set<string>
  /** Milliseconds, for durations. */
  readonly now: () => number
  /** Memory this process holds. */
  readonly residentBytes: () => number
  /** What opening models took in this process so far. */
  readonly openingMs: () => number
}

/** The memory of faster steps is not asked for: it is that of the step before. */
const leastMeasuredMs = 50

/** Telling and keeping each of many quick steps by itself would cost more than they do. */
const quickMs = 5

/** Another worker may have made a result meanwhile: after so long the store is asked again. */
const heldFreshMs = 50

/** Runs a plan to its end and emits all events after `run-started`. Knows no socket and no database. */
export async function executePlan(request: ExecuteRequest): Promise<void> {
  const run = new PlanRun(request)
  const end = await runToEnd(run, request)
  // Who hears of the end finds on disk what took long, whatever becomes of this process.
  if (run.tookLong) await request.results.settled()
  request.emit(end)
  await request.results.settled()
}

async function runToEnd(run: PlanRun, request: ExecuteRequest): Promise<ExecutionEvent> {
  try {
    await run.settle(request.plan.targets)
    await run.settleRest()
    return { type: 'run-succeeded' }
  } catch (thrown) {
    return ending(thrown, request.signal)
  }
}

/** What fails while a run is being cancelled is the cancelling, e.g. an ffmpeg that was ended. */
function ending(thrown: unknown, signal: CancelSignal): ExecutionEvent {
  if (signal.aborted || thrown instanceof RunCancelled) return { type: 'run-cancelled' }
  const failure = thrown instanceof StepFailed ? thrown.failure : toFailure(thrown).toData()
  return { type: 'run-failed', failure }
}

class StepFailed extends Error {
  readonly failure: FailureData

  constructor(failure: FailureData, cause: unknown) {
    super(failure.message, { cause })
    this.failure = failure
  }
}

/** The life of one run: which steps are settled, and the values they made. */
class PlanRun {
  /** Whether a step was made that is worth more than the time it takes to store it. */
  tookLong = false
  private readonly request: ExecuteRequest
  private readonly values = new Map<NodeId, StepValues>()
  private readonly settled = new Map<NodeId, 'reused' | 'ran'>()
  /** By key, the node that made the result in this run. */
  private readonly makers = new Map<string, NodeId>()
  /** Keys of the results that were at hand when the store was last asked, and of those made since. */
  private readonly held = new Set<string>()
  private askedAt = -Infinity

  constructor(request: ExecuteRequest) {
    this.request = request
  }

  /**
   * Makes the values of these nodes. Walks backwards to find what must run, stopping at results that are at
   * hand, then forwards in order; chains of thousands of nodes need no deep call stack.
   */
  async settle(nodes: Iterable<NodeId>): Promise<void> {
    const wanted = new Set(nodes)
    for (const step of this.request.plan.steps.toReversed()) {
      if (!wanted.has(step.id) || this.values.has(step.id) || this.isAtHand(step)) continue
      for (const source of neededSources(step)) wanted.add(source)
    }
    for (const step of this.request.plan.steps) {
      if (wanted.has(step.id) && !this.values.has(step.id)) await this.settleStep(step)
    }
  }

  /** Tells of the nodes nobody had to look at: reused when what follows them was, else skipped. */
  async settleRest(): Promise<void> {
    const { plan, emit } = this.request
    const reused = this.coveredByReuse()
    for (const step of plan.steps) {
      if (this.settled.has(step.id)) continue
      const card = reused.has(step.id) ? await this.request.results.card(step.key) : undefined
      if (card) this.emitReused(step, card)
      else emit({ type: 'node-skipped', node: step.id })
    }
    for (const node of plan.skipped) emit({ type: 'node-skipped', node })
  }

  private isAtHand(step: PlanStep): boolean {
    const { plan, results, now } = this.request
    if (step.alwaysRuns) return false
    if (!this.held.has(step.key) && now() - this.askedAt >= heldFreshMs) {
      for (const key of results.held(plan.steps.map(({ key }) => key))) this.held.add(key)
      this.askedAt = now()
    }
    return this.held.has(step.key)
  }

  private async settleStep(step: PlanStep): Promise<void> {
    await this.request.hold()
    throwIfCancelled(this.request.signal)
    const kept = this.isAtHand(step) ? await this.request.results.get(step.key, step.outputs) : undefined
    if (kept) {
      this.values.set(step.id, kept)
      this.emitReused(step, kept)
      return
    }
    this.held.delete(step.key)
    // Needed already, unless the kept result turned out damaged.
    const missing = neededSources(step).filter((id) => !this.values.has(id))
    if (missing.length > 0) await this.settle(missing)
    await this.runStep(step)
  }

  private emitReused(step: PlanStep, { results, facts }: Pick<StepValues, 'results' | 'facts'>): void {
    this.settled.set(step.id, 'reused')
    const maker = this.makers.get(step.key)
    const reason: RunReason = maker
      ? { code: 'same-as', values: { node: maker } }
      : { code: 'unchanged', values: {} }
    this.request.emit({ type: 'node-reused', node: step.id, reason, results: [...results], facts })
  }

  private async runStep(step: PlanStep): Promise<void> {
    const { emit, now, results } = this.request
    const start = now()
    const openedBefore = this.request.openingMs()
    this.settled.set(step.id, 'ran')
    emit({ type: 'node-started', node: step.id, reason: step.reason })
    this.beforeWork(step)
    try {
      const made = await runStep({
        step,
        catalog: this.request.catalog,
        makeContext: () => this.request.makeContext(step.id),
        valueOf: ({ step: id, port }) => this.values.get(id)?.outputs[port],
        settle: (nodes) => this.settle(nodes),
      })
      this.values.set(step.id, made)
      this.makers.set(step.key, step.id)
      if (!step.alwaysRuns) {
        results.put(step.key, made, step.outputs)
        this.held.add(step.key)
      }
      const { facts } = made
      const durationMs = now() - start
      this.noteSpeed(step, durationMs)
      const peakBytes = durationMs < leastMeasuredMs ? undefined : this.request.residentBytes()
      const openingMs = Math.min(durationMs, this.request.openingMs() - openedBefore) || undefined
      emit({
        ...{ type: 'node-finished', node: step.id, durationMs, openingMs, peakBytes, facts },
        results: [...made.results],
      })
    } catch (thrown) {
      throw this.failStep(step, thrown)
    }
  }

  /** What was made is on disk before a step that may take this process down, and told before one that may block it. */
  private beforeWork({ type }: PlanStep): void {
    if (this.request.quickTypes.has(type)) return
    this.request.results.flush()
    this.request.beforeWork()
  }

  private noteSpeed({ type }: PlanStep, durationMs: number): void {
    const isQuick = durationMs < quickMs
    if (isQuick) this.request.quickTypes.add(type)
    else this.request.quickTypes.delete(type)
    this.tookLong ||= !isQuick
  }

  private failStep(step: PlanStep, thrown: unknown): unknown {
    if (this.request.signal.aborted || thrown instanceof RunCancelled || thrown instanceof StepFailed)
      return thrown
    const failure = { ...toFailure(thrown).toData(), node: step.id }
    this.request.emit({ type: 'node-failed', node: step.id, failure })
    return new StepFailed(failure, thrown)
  }

  /** Reused steps and, upstream of them, all whose results are still at hand. */
  private coveredByReuse(): ReadonlySet<NodeId> {
    const consumers = consumersOf(this.request.plan)
    const covered = new Set<NodeId>()
    for (const step of this.request.plan.steps.toReversed()) {
      const follows = consumers.get(step.id)?.some((next) => covered.has(next)) ?? false
      const spared = follows && !this.settled.has(step.id) && this.isAtHand(step)
      if (spared || this.settled.get(step.id) === 'reused') covered.add(step.id)
    }
    return covered
  }
}
