import type { Catalog } from '../../nodes/catalog.ts'
import type { InferWorld } from '../../nodes/define-node.ts'
import { type RunEstimate, runEstimateSchema } from '../../workflows/estimate.ts'
import type { ExecutionEvent } from '../../workflows/execution-event.ts'
import { isRunEnd } from '../../workflows/execution-event.ts'
import type { NodeId } from '../../workflows/graph.ts'
import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import type { PlanEstimate } from '../estimate/estimate-plan.ts'
import { lookAhead, type LookAhead, type LookAheadTools, speedOf } from '../estimate/look-ahead.ts'
import { firstUseOf, openingOf } from '../estimate/step-workload.ts'
import { makePlan, type PlanAnswer } from '../execution/make-plan.ts'
import type { Plan, StepIngredients } from '../execution/plan.ts'
import type { PlannedSteps } from '../storage/planned-steps.ts'
import type { RunJob } from '../storage/stored-run.ts'
import type { TimingStore } from '../storage/timing-store.ts'
import { withWords } from './kept-words.ts'

export interface PlannerOptions {
  readonly planned: PlannedSteps<StepIngredients>
  readonly timings: TimingStore
  readonly catalog: Catalog
  readonly world: () => Promise<InferWorld>
  readonly threads?: number
  readonly held: LookAheadTools['held']
  /** Models of which a worker of this device holds a part. */
  readonly openModels: (device: string) => ReadonlySet<string>
  readonly warn: (what: string, detail: string) => void
}

export interface PlannedRun {
  readonly plan: Plan
  /** What it will take; made out when asked, so that a run need not wait for it. */
  readonly estimate: () => PlanEstimate
  /** The same for the run's own story; undefined when it cannot be told. */
  readonly announced: () => RunEstimate | undefined
  /** Told of all that happens, it remembers for the next run: what nodes were made of, and how long they took. */
  readonly learn: (event: ExecutionEvent, how: Learning) => void
}

interface Learning {
  /** Interrupted before, its nodes go on from what was kept: their time tells nothing. */
  readonly isFirstTry: boolean
}

/** Plans a run for a device: what will run, why, and what it will take. */
export type RunPlanner = (job: RunJob, device: string) => Promise<PlannedRun>

/** Faster steps tell nothing worth keeping. */
const leastMeasuredMs = 10

export function makeRunPlanner(options: PlannerOptions): RunPlanner {
  const { planned, catalog } = options
  return async ({ workflow, targets, fork, words }, device) => {
    const world = withWords(await options.world(), words)
    const before = planned.get(workflow.id)
    const { name: workflowName } = workflow
    const graph = flatGraph(workflow)
    const answer = makePlan({ graph, workflowName, catalog, targets, fork, device, before, world })
    let known: LookAhead | undefined
    const ahead = (): LookAhead =>
      (known ??= lookAhead(answer, { ...options, world, device, openModels: options.openModels(device) }))
    const settled = new Set<NodeId>()
    return {
      plan: answer.plan,
      estimate: () => ahead().estimate,
      announced: () => announced(ahead, options),
      learn: (event, { isFirstTry }) => {
        const isMeasured = event.type === 'node-finished' && isFirstTry && event.node !== fork?.node
        if (isMeasured && event.durationMs >= leastMeasuredMs) measure(event, { ahead, device }, options)
        if (event.type === 'node-finished' || event.type === 'node-reused') settled.add(event.node)
        if (!isRunEnd(event)) return
        // What was left out or never got its turn keeps what is known of it, also from a run beside this one.
        planned.put(workflow.id, { ...planned.get(workflow.id), ...only(settled, answer) })
      },
    }
  }
}

/** A run goes on without an estimate: the history it stands on may be unreadable, a node of others' may answer NaN. */
function announced(ahead: () => LookAhead, { warn }: Pick<PlannerOptions, 'warn'>): RunEstimate | undefined {
  try {
    return runEstimateSchema.parse(ahead().estimate)
  } catch (thrown) {
    warn('What a run will take cannot be told.', String(thrown))
    return undefined
  }
}

function measure(
  { node, durationMs, openingMs = 0, peakBytes }: Extract<ExecutionEvent, { type: 'node-finished' }>,
  { ahead, device }: { readonly ahead: () => LookAhead; readonly device: string },
  { timings, warn }: Pick<PlannerOptions, 'timings' | 'warn'>,
): void {
  try {
    const workload = ahead().workloadOf(node)
    if (!workload) return
    const workMs = durationMs - openingMs
    timings.add({ ...(openingMs > 0 ? firstUseOf(workload) : workload), durationMs: workMs, peakBytes })
    const model = ahead().modelWorkOf(node)
    if (model && model.steps > 0 && model.operations > 0 && workMs > 0)
      timings.add({ ...speedOf(model, device), durationMs: workMs })
    if (openingMs > 0) timings.add({ ...openingOf(workload), durationMs: openingMs })
  } catch (thrown) {
    // A full disk must not end the run, let alone the server.
    warn('How long a node took cannot be stored.', String(thrown))
  }
}

function only(nodes: ReadonlySet<NodeId>, { ingredients }: PlanAnswer): Record<NodeId, StepIngredients> {
  return Object.fromEntries([...ingredients].filter(([id]) => nodes.has(id)))
}
