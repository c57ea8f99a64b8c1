import { availableParallelism } from 'node:os'
import type { Catalog } from '../../nodes/catalog.ts'
import type { InferWorld, PortFacts } from '../../nodes/define-node.ts'
import { type GraphFacts, inferGraph } from '../../nodes/infer-graph.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { PlanAnswer } from '../execution/make-plan.ts'
import type { PlanStep } from '../execution/plan.ts'
import type { TimingStore } from '../storage/timing-store.ts'
import { estimatePlan, type PlanEstimate } from './estimate-plan.ts'
import { type ModelWork, modelWork } from './model-work.ts'
import { type StepWorkload, stepWorkload } from './step-workload.ts'

export interface LookAheadTools {
  readonly catalog: Catalog
  readonly world: InferWorld
  readonly device: string
  readonly threads?: number
  readonly timings: TimingStore
  /** Whether a result is kept. */
  readonly has: (key: string) => boolean
}

export interface LookAhead {
  readonly estimate: PlanEstimate
  /** What each step has to do, for its measurement. */
  readonly workloads: ReadonlyMap<NodeId, StepWorkload>
}

/** Rough, and only used until the first measurement: 20 GFLOP/s a thread, 5 TFLOP/s for anything else. */
const cpuOperationsPerSecond = 20e9
const otherOperationsPerSecond = 5e12

/** What a plan will take, from what every step says it will make. */
export function lookAhead({ plan, graph }: PlanAnswer, tools: LookAheadTools): LookAhead {
  const { catalog, world, device, threads = availableParallelism() } = tools
  const params = new Map(plan.steps.map((step) => [step.id, step.params]))
  const { facts } = inferGraph({ graph, catalog, world, params, order: plan.steps.map(({ id }) => id) })
  const workloads = new Map<NodeId, StepWorkload>()
  const works = new Map<NodeId, ModelWork>()
  for (const step of plan.steps) {
    const definition = catalog.nodes.get(step.type)
    if (!definition) continue
    const inputs = inputFacts(step, facts)
    workloads.set(step.id, stepWorkload({ step, definition, inputs, device }))
    works.set(step.id, modelWork({ definition, params: step.params, inputs, world, device }))
  }
  const estimate = estimatePlan({
    ...{ plan, facts, workloads, timings: tools.timings, has: tools.has },
    weightsOf: ({ id }) => works.get(id)?.weightBytes ?? 0,
    operationsOf: ({ id }) => works.get(id)?.operations ?? 0,
    operationsPerSecond: device === 'cpu' ? cpuOperationsPerSecond * threads : otherOperationsPerSecond,
  })
  return { estimate, workloads }
}

function inputFacts(step: PlanStep, facts: GraphFacts): Record<string, readonly PortFacts[]> {
  const ports = Object.entries(step.inputs).map(([port, { sources }]) => {
    const given = sources.map(({ step: id, port: output }) => facts[id]?.[output])
    return [port, given.filter((one) => one !== undefined)] as const
  })
  return Object.fromEntries(ports)
}
