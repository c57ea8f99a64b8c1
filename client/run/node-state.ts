import type { GraphEdge } from '../../workflows/graph.ts'
import { instanceView, nodesInside } from '../../workflows/subgraphs/instance-view.ts'
import type { NodeState, RunView } from '../../workflows/run-view.ts'

/**
 * What a person is told of a node in a run. `idle`: no run is shown. `stopped`: it worked when the run ended.
 * `not-reached`: the run ended before its turn. `skipped`: this run has no turn for it.
 */
export type ShownState = NodeState | 'idle' | 'stopped' | 'not-reached'

/** A run that is over has no node that waits or runs. */
export function shownState(run: RunView | undefined, id: string, edges: readonly GraphEdge[]): ShownState {
  const node = run?.nodes[id]
  if (run && !node) return instanceState(run, id, edges)
  if (!run || !node) return 'idle'
  if (run.state !== 'over') return node.state
  if (node.state === 'running') return 'stopped'
  if (node.state !== 'waiting') return node.state
  if (node.startedAt !== undefined) return 'stopped'
  return isNotAskedFor(run, id, edges) ? 'skipped' : 'not-reached'
}

/** Of a run that is over, the first of these that some node inside has; `idle` when the run has none of them. */
const worstFirst = ['failed', 'stopped', 'not-reached', 'done', 'reused', 'skipped'] as const

function instanceState(run: RunView, id: string, edges: readonly GraphEdge[]): ShownState {
  const inside = nodesInside(run.nodes, id)
  if (inside.length === 0) return 'idle'
  if (run.state !== 'over') return instanceView(run, id)?.state ?? 'idle'
  const states = new Set(inside.map((one) => shownState(run, one, edges)))
  return worstFirst.find((state) => states.has(state)) ?? 'idle'
}

/** Nothing it feeds still wanted it: all of that was done or reused. */
function isNotAskedFor({ nodes }: RunView, id: string, edges: readonly GraphEdge[]): boolean {
  const fed = edges.filter(({ from }) => from.node === id).map(({ to }) => nodes[to.node])
  return fed.length > 0 && fed.every((node) => node !== undefined && node.state !== 'waiting')
}
