import type { ExecutionEvent, NodeResult, NumberedEvent, RunReason } from './execution-event.ts'
import type { FailureData } from './failure.ts'
import type { JsonValue } from './json.ts'

export type NodeState = 'waiting' | 'running' | 'reused' | 'done' | 'failed' | 'skipped'
export type RunOutcome = 'succeeded' | 'failed' | 'cancelled'

export interface NodeView {
  readonly state: NodeState
  readonly reason?: RunReason
  readonly progress?: { readonly done: number; readonly total: number }
  readonly startedAt?: number
  readonly durationMs?: number
  readonly results: readonly NodeResult[]
  readonly facts: Readonly<Record<string, JsonValue>>
  readonly failure?: FailureData
}

/** All a person can know of a run, made from its events alone. */
export interface RunView {
  readonly runId: string
  readonly name: string
  readonly state: 'queued' | 'running' | 'over'
  readonly outcome?: RunOutcome
  readonly failure?: FailureData
  readonly device?: string
  readonly deviceReason?: string
  readonly queuedAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  /** Number of the last event in it; join with it to get the rest. */
  readonly seq: number
  readonly nodes: Readonly<Record<string, NodeView>>
}

const waiting: NodeView = { state: 'waiting', results: [], facts: {} }

export function emptyRunView(runId: string): RunView {
  return { runId, name: '', state: 'queued', queuedAt: 0, seq: 0, nodes: {} }
}

/** Pure reducer of server, client and tests. An event already in the view changes nothing. */
export function applyExecutionEvent(view: RunView, { seq, at, event }: NumberedEvent): RunView {
  if (seq <= view.seq) return view
  return { ...reduce(view, event, at), seq }
}

function reduce(view: RunView, event: ExecutionEvent, at: number): RunView {
  switch (event.type) {
    case 'run-queued':
      // A run that was interrupted is queued again: it starts anew.
      return {
        ...emptyRunView(view.runId),
        name: event.name,
        queuedAt: at,
        nodes: Object.fromEntries(event.nodes.map((id) => [id, waiting])),
      }
    case 'run-started':
      return {
        ...view,
        state: 'running',
        startedAt: at,
        device: event.device,
        deviceReason: event.deviceReason,
      }
    case 'node-started':
      return withNode(view, event.node, { state: 'running', reason: event.reason, startedAt: at })
    case 'node-progressed':
      return withNode(view, event.node, { progress: { done: event.done, total: event.total } })
    case 'node-reused':
      return withNode(view, event.node, {
        state: 'reused',
        reason: event.reason,
        results: event.results,
        facts: event.facts,
      })
    case 'node-finished': {
      const { durationMs, results, facts } = event
      return withNode(view, event.node, { state: 'done', durationMs, results, facts })
    }
    case 'node-skipped':
      return withNode(view, event.node, { state: 'skipped' })
    case 'node-failed':
      return withNode(view, event.node, { state: 'failed', failure: event.failure })
    case 'run-succeeded':
      return over(view, 'succeeded', at)
    case 'run-cancelled':
      return over(view, 'cancelled', at)
    case 'run-failed':
      return { ...over(view, 'failed', at), failure: event.failure }
    default:
      return event satisfies never
  }
}

function withNode(view: RunView, node: string, change: Partial<NodeView>): RunView {
  return { ...view, nodes: { ...view.nodes, [node]: { ...(view.nodes[node] ?? waiting), ...change } } }
}

/** Nodes that were still running when the run ended fall back to waiting. */
function over(view: RunView, outcome: RunOutcome, at: number): RunView {
  const nodes = Object.entries(view.nodes).map(([id, node]) => [
    id,
    node.state === 'running' ? { ...node, state: 'waiting' as const } : node,
  ])
  return {
    ...view,
    state: 'over',
    outcome,
    endedAt: at,
    nodes: Object.fromEntries(nodes) as RunView['nodes'],
  }
}
