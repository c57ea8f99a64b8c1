import { openStored } from '../document/document-file.ts'
import { fetchRuns, fetchWorkflows } from '../server-link/server-calls.ts'
import { openRun } from './follow-runs.ts'

/** Opens the workflow that runs now, as it is saved, or as the run was made with it; false when nothing runs or it is not wanted any more. */
export async function openAtWork(isWanted: () => boolean): Promise<boolean> {
  const runs = await fetchRuns().catch(() => [])
  const running = runs.find(({ state }) => state === 'running')
  if (!running) return false
  const saved = await fetchWorkflows().catch(() => [])
  const isSaved = saved.some(({ id }) => id === running.workflowId)
  if (!isWanted()) return false
  await (isSaved ? openStored(running.workflowId) : openRun(running.runId))
  return true
}
