import type { NodeState } from '../../workflows/run-view.ts'
import { useNodeRun, useShownRun } from '../run/run-store.ts'

/** `idle` is a node that no run has touched, or whose run was stopped before its turn. */
type CardState = NodeState | 'idle'

export function useNodeRunState(id: string): CardState {
  const run = useNodeRun(id)
  const over = useShownRun()?.state === 'over'
  if (!run) return 'idle'
  return run.state === 'waiting' && over ? 'idle' : run.state
}
