import { useNodePath, useWorkflow } from '../document/document-store.ts'
import { nodeEstimate } from './node-estimate.ts'
import { useOutlook } from './outlook-store.ts'
import { useNodeState } from './run-store.ts'

/**
 * The next run would make this node's result anew: what made the one that is shown has changed since. Told only of
 * a workflow that the server has looked at as it is, and not while the node is at work.
 */
export function useIsOldResult(id: string): boolean {
  const path = useNodePath(id)
  const state = useNodeState(id)
  const looked = useOutlook(({ workflow }) => workflow)
  const isLookedAt = useWorkflow((workflow) => workflow === looked)
  const basis = useOutlook(({ answer }) => answer && nodeEstimate(answer.nodes, path)?.basis)
  const isAtWork = state === 'running' || state === 'waiting'
  return isLookedAt && !isAtWork && basis !== undefined && basis !== 'reused'
}
