import type { GraphEdge } from '../../workflows/graph.ts'
import type { NodeState, RunView } from '../../workflows/run-view.ts'

/**
 * What a person is told of a node in a run. `idle`: no run is shown. `stopped`: it worked when the run ended.
 * `not-reached`: the run ended before its turn. `skipped`: this run has no turn for it.
 */
export type ShownState = NodeState | 'idle' | 'stopped' | 'not-reached'

/** A run that is over has no node that waits or runs. */
export function shownState(run: RunView | undefined, id: string, edges: readonly GraphEdge[]): ShownState {
  const node = run?.nodes[id]
  if (!run || !node) return 'idle'
  if (run.state !== 'over') return node.state
  if (node.state === 'running') return 'stopped'
  if (node.state !== 'waiting') return node.state
  if (node.startedAt !== undefined) return 'stopped'
  return isNotAskedFor(run, id, edges) ? 'skipped' : 'not-reached'
}

/** Nothing it feeds still wanted it: all of that was done or reused. */
function isNotAskedFor({ nodes }: RunView, id: string, edges: readonly GraphEdge[]): boolean {
  const fed = edges.filter(({ from }) => from.node === id).map(({ to }) => nodes[to.node])
  return fed.length > 0 && fed.every((node) => node !== undefined && node.state !== 'waiting')
}
