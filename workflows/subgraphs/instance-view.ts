import type { NodeState, NodeView, RunView } from '../run-view.ts'
import { baseNode } from '../sweep.ts'

interface Known {
  /** Instance → paths of the nodes inside it, at any depth. */
  readonly inside: ReadonlyMap<string, readonly string[]>
  readonly views: Map<string, NodeView>
}

const known = new WeakMap<RunView['nodes'], Known>()

function lookUp(nodes: RunView['nodes']): Known {
  const found = known.get(nodes) ?? { inside: instancesOf(nodes), views: new Map<string, NodeView>() }
  known.set(nodes, found)
  return found
}

function instancesOf(nodes: RunView['nodes']): ReadonlyMap<string, readonly string[]> {
  const inside = new Map<string, string[]>()
  for (const id of Object.keys(nodes)) {
    // A node a sweep copied is there once.
    if (!id.includes('/') || baseNode(id) !== id) continue
    for (const instance of instancesAround(id)) {
      const paths = inside.get(instance)
      if (paths) paths.push(id)
      else inside.set(instance, [id])
    }
  }
  return inside
}

/** `a/b/c` → `a/b`, `a`. */
export function instancesAround(path: string): readonly string[] {
  const end = path.lastIndexOf('/')
  return end < 0 ? [] : [path.slice(0, end), ...instancesAround(path.slice(0, end))]
}

/** Paths of the nodes inside an instance at any depth. */
export function nodesInside(nodes: RunView['nodes'], path: string): readonly string[] {
  return lookUp(nodes).inside.get(path) ?? []
}

/** How an instance stands in a run: the nodes inside it summed up; undefined when the run has none of them. */
export function instanceView({ nodes }: Pick<RunView, 'nodes'>, path: string): NodeView | undefined {
  const { views } = lookUp(nodes)
  const found = views.get(path) ?? sumUp(nodesInside(nodes, path).flatMap((id) => nodes[id] ?? []))
  if (found) views.set(path, found)
  return found
}

function sumUp(inside: readonly NodeView[]): NodeView | undefined {
  const [first] = inside
  if (!first) return undefined
  const durations = inside.flatMap(({ durationMs }) => durationMs ?? [])
  const starts = inside.flatMap(({ startedAt }) => startedAt ?? [])
  return {
    state: summedState(inside.map(({ state }) => state)),
    reason: inside.find((node) => node.reason && tells(node))?.reason ?? first.reason,
    progress: { done: inside.reduce((done, node) => done + shareDone(node), 0), total: inside.length },
    startedAt: starts.length > 0 ? Math.min(...starts) : undefined,
    durationMs: durations.length > 0 ? durations.reduce((sum, one) => sum + one, 0) : undefined,
    results: inside.flatMap(({ results }) => results),
    facts: {},
    failure: inside.find(({ failure }) => failure)?.failure,
  }
}

/** Ran because of itself, not because of what came before it. */
function tells({ state, reason }: NodeView): boolean {
  return state !== 'reused' && reason !== undefined && reason.code !== 'input-changed'
}

/** The worst first; some done and some waiting is work going on. */
export function summedState(states: readonly NodeState[]): NodeState {
  const has = (...wanted: readonly NodeState[]) => states.some((state) => wanted.includes(state))
  if (has('failed')) return 'failed'
  if (has('running') || (has('waiting') && has('done', 'reused'))) return 'running'
  if (has('waiting')) return 'waiting'
  if (has('done')) return 'done'
  return has('reused') ? 'reused' : 'skipped'
}

function shareDone({ state, progress }: NodeView): number {
  if (state === 'done' || state === 'reused' || state === 'skipped') return 1
  return state === 'running' && progress ? progress.done / Math.max(1, progress.total) : 0
}
