import type { NodeView, RunView } from '../../workflows/run-view.ts'

/** How long each node took when it last ran, by its id. */
export type KnownDurations = Readonly<Record<string, number>>

interface Clock extends Pick<RunView, 'pausedAt'> {
  readonly now: number
}

/** How long a node has worked; while its run is held no time passes for it. */
export function workedMs(startedAt: number, { pausedAt, now }: Clock): number {
  return Math.max(0, (pausedAt ?? now) - startedAt)
}

/**
 * What is left of a run, in milliseconds: the step rate of the node that works, and for those that wait the
 * time they took last. Undefined when nothing is known of any of them.
 */
export function remainingMs(view: RunView, known: KnownDurations, now: number): number | undefined {
  const parts = Object.entries(view.nodes).flatMap(([id, node]) => {
    const left = remainingOfNode(node, known[id], { ...view, now })
    return left === undefined ? [] : [left]
  })
  const isTold = Object.values(view.nodes).some(
    ({ state, progress }) => state === 'running' && progress?.done,
  )
  if (!isTold && parts.every((part) => part === 0)) return undefined
  return parts.reduce((sum, part) => sum + part, 0)
}

function remainingOfNode(node: NodeView, known: number | undefined, clock: Clock): number | undefined {
  if (node.state === 'waiting') return known
  if (node.state !== 'running' || node.startedAt === undefined) return 0
  const passed = workedMs(node.startedAt, clock)
  const { done = 0, total = 0 } = node.progress ?? {}
  if (done > 0) return (passed / done) * (total - done)
  return known === undefined ? undefined : Math.max(0, known - passed)
}
