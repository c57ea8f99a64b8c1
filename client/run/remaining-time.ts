import type { NodeView, RunView } from '../../workflows/run-view.ts'

/** How long each node took when it last ran, by its id. */
export type KnownDurations = Readonly<Record<string, number>>

/**
 * What is left of a run, in milliseconds: the step rate of the node that works, and for those that wait the
 * time they took last. Undefined when nothing is known of any of them.
 */
export function remainingMs(view: RunView, known: KnownDurations, now: number): number | undefined {
  // While it is held no time passes for it.
  const until = view.pausedAt ?? now
  const parts = Object.entries(view.nodes).flatMap(([id, node]) => {
    const left = remainingOfNode(node, known[id], until)
    return left === undefined ? [] : [left]
  })
  const isTold = Object.values(view.nodes).some(
    ({ state, progress }) => state === 'running' && progress?.done,
  )
  if (!isTold && parts.every((part) => part === 0)) return undefined
  return parts.reduce((sum, part) => sum + part, 0)
}

function remainingOfNode(node: NodeView, known: number | undefined, now: number): number | undefined {
  if (node.state === 'waiting') return known
  if (node.state !== 'running' || node.startedAt === undefined) return 0
  const passed = Math.max(0, now - node.startedAt)
  const { done = 0, total = 0 } = node.progress ?? {}
  if (done > 0) return (passed / done) * (total - done)
  return known === undefined ? undefined : Math.max(0, known - passed)
}
