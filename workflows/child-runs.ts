import type { NodeResult } from './execution-event.ts'
import type { NodeView, RunView } from './run-view.ts'
import { baseNode, cellOf, type SweepCell } from './sweep.ts'

/** One combination of a sweep, as a run of its own. */
export interface ChildRun extends SweepCell {
  /** Counted from 1. */
  readonly number: number
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  /** 0..1 over its own nodes. */
  readonly progress: number
  /** What its output nodes made, by node of the graph. */
  readonly results: Readonly<Record<string, readonly NodeResult[]>>
}

/** The child runs of a sweep, in order; empty for a run without sweeps. */
export function childRuns({ cells = [], nodes }: RunView): readonly ChildRun[] {
  const byCell = new Map<number, [string, NodeView][]>()
  for (const [id, node] of Object.entries(nodes)) {
    const cell = cellOf(id)
    if (cell === undefined) continue
    const own = byCell.get(cell)
    if (own) own.push([id, node])
    else byCell.set(cell, [[id, node]])
  }
  return cells.map((cell, index) => childRun(cell, index + 1, byCell.get(index + 1) ?? []))
}

function childRun(cell: SweepCell, number: number, nodes: readonly [string, NodeView][]): ChildRun {
  const shares = nodes.map(([, node]) => shareDone(node))
  const progress = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
  const results = nodes.filter(([, node]) => node.results.length > 0)
  return {
    ...cell,
    ...{ number, progress, state: stateOf(nodes, progress) },
    results: Object.fromEntries(results.map(([id, node]) => [baseNode(id), node.results])),
  }
}

function stateOf(nodes: readonly [string, NodeView][], progress: number): ChildRun['state'] {
  if (nodes.some(([, { state }]) => state === 'failed')) return 'failed'
  if (progress === 1) return 'done'
  return progress > 0 || nodes.some(([, { state }]) => state === 'running') ? 'running' : 'waiting'
}

function shareDone({ state, progress }: NodeView): number {
  if (state === 'done' || state === 'reused' || state === 'skipped') return 1
  return state === 'running' && progress ? progress.done / Math.max(1, progress.total) : 0
}
