import type { RunView } from '../../workflows/run-view.ts'

type RunStanding = Pick<RunView, 'state' | 'outcome' | 'isCancelling' | 'isPaused'>

/** Key of the text that tells how a run stands: what came of it, else what it does or waits for. */
export function runWords({ state, outcome, isCancelling, isPaused }: RunStanding) {
  if (outcome) return `run.run-${outcome}` as const
  if (isCancelling) return 'run.run-cancelling' as const
  return isPaused ? 'run.run-paused' : (`run.run-${state}` as const)
}
