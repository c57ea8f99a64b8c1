import { setImmediate } from 'node:timers/promises'
import { normal } from '../../models/random.ts'
import { withValues } from '../../nodes/expand-sweeps.ts'
import type { RunContext, RunFacts } from '../../nodes/run-context.ts'
import type { Graph } from '../../workflows/graph.ts'
import { baseNode, cellOf } from '../../workflows/sweep.ts'
import { throwIfCancelled } from '../execution/run-cancelled.ts'
import type { StepCheckpoints } from './step-checkpoints.ts'
import type { WorkerJob } from './worker-messages.ts'
import type { WorkerPorts } from './worker-ports.ts'

interface ContextRequest {
  readonly job: WorkerJob
  readonly node: string
  readonly ports: WorkerPorts
  readonly signal: AbortSignal
  readonly checkpoint: StepCheckpoints
  /** Holds while the queue is paused, and tells of it. */
  readonly hold: () => Promise<void>
  readonly progress: (done: number, total: number) => void
  readonly preview: RunContext['preview']
}

/** All a node may do, for one node of one run. */
export function makeRunContext(request: ContextRequest): RunContext {
  const { job, node, ports, signal, checkpoint, hold, progress, preview } = request
  return {
    ...ports,
    run: runFacts(job, node),
    random: { normal },
    checkpoint,
    progress,
    preview,
    signal,
    breathe: async () => {
      await setImmediate()
      await hold()
      throwIfCancelled(signal)
    },
  }
}

/** Of a copy that a sweep made: the workflow with the values of its cell, so that its file makes itself again. */
function runFacts({ runId, plan, workflow: made, origins }: WorkerJob, node: string): RunFacts {
  // Files tell which runs led to them; opening one drops it again.
  const workflow = origins.length > 0 ? { ...made, origins } : made
  const seed = plan.steps.find(({ id }) => id === node)?.seed
  const cell = plan.cells[(cellOf(node) ?? 0) - 1]
  if (!cell) return { runId, nodeId: baseNode(node), workflowName: workflow.name, seed, workflow }
  const nodes = Object.entries(workflow.graph.nodes).map(([id, one]) => [id, withValues(id, one, cell)])
  const graph = { ...workflow.graph, nodes: Object.fromEntries(nodes) as Graph['nodes'] }
  const workflowName = `${workflow.name} ${cell.label}`
  return { runId, nodeId: baseNode(node), workflowName, seed, workflow: { ...workflow, graph } }
}
