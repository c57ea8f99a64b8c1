import { useNodePath, useWorkflow } from '../document/document-store.ts'
import { nodeEstimate } from './node-estimate.ts'
import { runMark, useOutlook } from './outlook-store.ts'
import { useShownRun } from './run-store.ts'

/**
 * The next run would make this node's result anew: what made the one that is shown has changed since. Told only of
 * a workflow that the server has looked at as it is, since its run ended.
 */
export function useIsOldResult(id: string): boolean {
  const path = useNodePath(id)
  const run = useShownRun()
  const isSince = useOutlook(({ mark }) => mark === runMark(run))
  const looked = useOutlook(({ workflow }) => workflow)
  const isLookedAt = useWorkflow((workflow) => workflow === looked)
  const basis = useOutlook(({ answer }) => answer && nodeEstimate(answer.nodes, path)?.basis)
  const isActive = run !== undefined && run.state !== 'over'
  return isLookedAt && isSince && !isActive && basis !== undefined && basis !== 'reused'
}
