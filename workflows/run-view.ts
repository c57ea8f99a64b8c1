import type { ExecutionEvent, NodeResult, NumberedEvent, RunOrigin, RunReason } from './execution-event.ts'
import type { RunEstimate } from './estimate.ts'
import type { FailureData } from './failure.ts'
import type { JsonValue } from './json.ts'
import { baseNode, type SweepCell } from './sweep.ts'

export type NodeState = 'waiting' | 'running' | 'reused' | 'done' | 'failed' | 'skipped'
export type RunOutcome = 'succeeded' | 'failed' | 'cancelled'

export interface NodeView {
  readonly state: NodeState
  readonly reason?: RunReason
  readonly progress?: { readonly done: number; readonly total: number }
  /** Moved on by the time it was held since. */
  readonly startedAt?: number
  /** Without the time it was held. */
  readonly durationMs?: number
  readonly results: readonly NodeResult[]
  readonly facts: Readonly<Record<string, JsonValue>>
  readonly failure?: FailureData
}

/** All a person can know of a run, made from its events alone. */
export interface RunView {
  readonly runId: string
  readonly name: string
  readonly workflowId?: string
  /** The run it was made from. */
  readonly origin?: RunOrigin
  readonly state: 'queued' | 'running' | 'over'
  /** Holds between two steps. */
  readonly isPaused?: boolean
  /** Ends at its next step. */
  readonly isCancelling?: boolean
  readonly outcome?: RunOutcome
  readonly failure?: FailureData
  readonly device?: string
  readonly deviceReason?: string
  readonly queuedAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  /** Since when it holds. */
  readonly pausedAt?: number
  /** How long it held in all: no part of what it took. */
  readonly pausedMs?: number
  /** Number of the last event in it; join with it to get the rest. */
  readonly seq: number
  readonly nodes: Readonly<Record<string, NodeView>>
  /** All seeds it runs with, by `node.param`. */
  readonly seeds?: Readonly<Record<string, number>>
  /** What it was expected to take, and how much memory it took; the time is between start and end. */
  readonly estimate?: RunEstimate
  readonly peakBytes?: number
  /** Combinations of the run's sweeps: the nodes of the n-th are called `node~n`, and `node` sums them up. */
  readonly cells?: readonly SweepCell[]
}

const waiting: NodeView = { state: 'waiting', results: [], facts: {} }

export function emptyRunView(runId: string): RunView {
  return { runId, name: '', state: 'queued', queuedAt: 0, seq: 0, nodes: {} }
}

/**
 * Pure reducer of server, client and tests. Events already in the view change nothing; of a burst the nodes are
 * copied once, not once per event.
 */
export function applyExecutionEvents(view: RunView, events: readonly NumberedEvent[]): RunView {
  const fresh = events.filter(({ seq }) => seq > view.seq)
  if (fresh.length === 0) return view
  const draft: Draft = { ...view, nodes: { ...view.nodes } }
  for (const { seq, at, event } of fresh) {
    reduce(draft, event, at)
    draft.seq = seq
  }
  return draft
}

/** A copy only this file has: it may be changed. */
type Draft = { -readonly [Key in keyof RunView]: RunView[Key] } & { nodes: Record<string, NodeView> }

/** A run that was interrupted waits again. */
const unstarted = {
  ...{ outcome: undefined, failure: undefined, device: undefined, deviceReason: undefined },
  ...{ startedAt: undefined, endedAt: undefined, isPaused: undefined },
  ...{ pausedAt: undefined, pausedMs: undefined },
}

type NodeEvent = Extract<ExecutionEvent, { node: string }>

function reduce(draft: Draft, event: ExecutionEvent, at: number): void {
  if ('node' in event) reduceNode(draft, event, at)
  else reduceRun(draft, event, at)
}

function reduceRun(draft: Draft, event: Exclude<ExecutionEvent, NodeEvent>, at: number): void {
  switch (event.type) {
    case 'run-queued':
      Object.assign(draft, emptyRunView(draft.runId), unstarted)
      draft.name = event.name
      draft.workflowId = event.workflowId
      draft.origin = event.origin
      draft.seeds = event.seeds
      draft.queuedAt = at
      draft.nodes = Object.fromEntries(event.nodes.map((id) => [id, waiting]))
      break
    case 'run-edited':
      break
    case 'run-started':
      draft.state = 'running'
      draft.startedAt = at
      draft.device = event.device
      draft.deviceReason = event.deviceReason
      draft.cells = event.cells
      draft.estimate = event.estimate
      leaveOut(draft, event.order)
      addCopies(draft, event.order)
      break
    case 'run-paused':
      draft.isPaused = true
      draft.pausedAt = at
      break
    case 'run-continued':
      goOn(draft, at)
      break
    case 'run-cancelling':
      draft.isCancelling = true
      break
    case 'run-interrupted':
      Object.assign(draft, unstarted)
      draft.state = 'queued'
      settleRunning(draft)
      break
    case 'run-succeeded':
      end(draft, 'succeeded', at)
      break
    case 'run-cancelled':
      end(draft, 'cancelled', at)
      break
    case 'run-failed':
      end(draft, 'failed', at)
      draft.failure = event.failure
      break
    default:
      event satisfies never
  }
}

function reduceNode(draft: Draft, event: NodeEvent, at: number): void {
  switch (event.type) {
    case 'node-started':
      change(draft, event.node, { state: 'running', reason: event.reason, startedAt: at })
      break
    case 'node-progressed':
      change(draft, event.node, { progress: { done: event.done, total: event.total } })
      break
    case 'node-reused': {
      const { reason, results, facts } = event
      change(draft, event.node, { state: 'reused', reason, results, facts })
      break
    }
    case 'node-finished': {
      const { durationMs, results, facts, peakBytes = 0 } = event
      if (peakBytes > (draft.peakBytes ?? 0)) draft.peakBytes = peakBytes
      change(draft, event.node, { state: 'done', durationMs, results, facts })
      break
    }
    case 'node-skipped':
      change(draft, event.node, { state: 'skipped' })
      break
    case 'node-failed':
      change(draft, event.node, { state: 'failed', failure: event.failure })
      break
    default:
      event satisfies never
  }
}

function change(draft: Draft, node: string, values: Partial<NodeView>): void {
  const before = draft.nodes[node] ?? waiting
  const after = { ...before, ...values }
  draft.nodes[node] = after
  const base = baseNode(node)
  if (base === node) return
  draft.nodes[base] = withCopy(draft.nodes[base] ?? waiting, before, after)
}

/** Nodes that are not in a run's order have no turn in it. */
function leaveOut(draft: Draft, order: readonly string[]): void {
  const planned = new Set(order.map(baseNode))
  for (const id of Object.keys(draft.nodes)) if (!planned.has(id)) change(draft, id, { state: 'skipped' })
}

/** The copies a sweep makes of a node; the node itself counts them. */
function addCopies(draft: Draft, order: readonly string[]): void {
  for (const id of order) {
    const base = baseNode(id)
    if (base === id) continue
    draft.nodes[id] ??= waiting
    const { progress } = draft.nodes[base] ?? waiting
    const total = (progress?.total ?? 0) + 1
    draft.nodes[base] = { ...(draft.nodes[base] ?? waiting), progress: { done: progress?.done ?? 0, total } }
  }
}

/** A node that is there several times, after one of its copies went on. */
function withCopy(sum: NodeView, before: NodeView, after: NodeView): NodeView {
  if (after.state === 'skipped' && !sum.progress) return { ...sum, state: 'skipped' }
  const isNew = isSettled(after) && !isSettled(before)
  const { done = 0, total = 1 } = sum.progress ?? {}
  const progress = { done: done + (isNew ? 1 : 0), total }
  const results = isNew ? [...sum.results, ...after.results] : sum.results
  const state = after.state === 'failed' ? 'failed' : progress.done < total ? 'running' : 'done'
  return { ...sum, state, progress, results, reason: after.reason, failure: after.failure ?? sum.failure }
}

function isSettled({ state }: NodeView): boolean {
  return state === 'done' || state === 'reused' || state === 'skipped'
}

function end(draft: Draft, outcome: RunOutcome, at: number): void {
  draft.state = 'over'
  draft.outcome = outcome
  draft.endedAt = at
  goOn(draft, at)
  draft.isCancelling = undefined
  settleRunning(draft)
}

/** The time it was held is told apart from that in which it worked. */
function goOn(draft: Draft, at: number): void {
  const heldMs = draft.pausedAt === undefined ? 0 : at - draft.pausedAt
  if (heldMs > 0) draft.pausedMs = (draft.pausedMs ?? 0) + heldMs
  draft.isPaused = undefined
  draft.pausedAt = undefined
  for (const [id, { state, startedAt }] of Object.entries(draft.nodes))
    if (heldMs > 0 && state === 'running' && startedAt !== undefined)
      draft.nodes[id] = { ...(draft.nodes[id] ?? waiting), startedAt: startedAt + heldMs }
}

/** What a run that is over took; undefined when it never began. */
export function tookMs({
  startedAt,
  endedAt,
  pausedMs = 0,
}: Pick<RunView, 'startedAt' | 'endedAt' | 'pausedMs'>): number | undefined {
  return startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt - pausedMs
}

/** Nodes that were still running when the run ended or was interrupted fall back to waiting. */
function settleRunning(draft: Draft): void {
  for (const [id, { state }] of Object.entries(draft.nodes)) {
    if (state === 'running') change(draft, id, { state: 'waiting' })
  }
}
