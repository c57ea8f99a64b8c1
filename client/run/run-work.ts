import { baseNode } from '../../workflows/sweep.ts'
import type { NodeView, RunView } from '../../workflows/run-view.ts'
import type { KnownDurations } from './remaining-time.ts'

/**
 * How much of a run's work is done, 0..1: nodes count by the time they took or are expected to take. Where no time is
 * known they count the same.
 */
export function workDone({ nodes }: Pick<RunView, 'nodes'>, expected: KnownDurations): number {
  const timed = Object.entries(nodes).filter(([, { state }]) => state !== 'reused' && state !== 'skipped')
  const parts = timed.map(([id, node]) => ({
    share: shareDone(node),
    ms: node.durationMs ?? expected[id] ?? expected[baseNode(id)],
  }))
  const known = parts.flatMap(({ ms }) => ms ?? [])
  if (timed.length === 0) return Object.keys(nodes).length === 0 ? 0 : 1
  // What is not known is taken for quick, beside what is.
  const unknown = known.length > 0 ? Math.min(...known) : 1
  const work = parts.reduce((sum, { ms = unknown }) => sum + ms, 0)
  const done = parts.reduce((sum, { share, ms = unknown }) => sum + share * ms, 0)
  return work > 0 ? done / work : parts.reduce((sum, { share }) => sum + share, 0) / parts.length
}

function shareDone({ state, progress }: NodeView): number {
  if (state === 'done') return 1
  return state === 'running' && progress ? progress.done / Math.max(1, progress.total) : 0
}
