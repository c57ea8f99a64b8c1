import { availableParallelism } from 'node:os'
import type { Catalog } from '../../nodes/catalog.ts'
import type { InferWorld, PortFacts } from '../../nodes/define-node.ts'
import { type GraphFacts, inferGraph } from '../../nodes/infer-graph.ts'
import type { NodeId } from '../../workflows/graph.ts'
import type { PlanAnswer } from '../execution/make-plan.ts'
import type { PlanStep } from '../execution/plan.ts'
import type { TimingStore } from '../storage/timing-store.ts'
import { estimatePlan, type PlanEstimate } from './estimate-plan.ts'
import { modelWork, type ModelWork } from './model-work.ts'
import { type StepWorkload, stepWorkload, volumeOf } from './step-workload.ts'
import { timeOfAmount } from './time-of-amount.ts'
import { fixedMs, type StepWork } from './work-time.ts'

export interface LookAheadTools {
  readonly catalog: Catalog
  readonly world: InferWorld
  readonly device: string
  readonly threads?: number
  readonly timings: TimingStore
  /** Those of the keys whose results are kept. */
  readonly held: (keys: readonly string[]) => ReadonlySet<string>
  /** Models of which the worker holds a part. */
  readonly openModels: ReadonlySet<string>
}

export interface LookAhead {
  readonly estimate: PlanEstimate
  /** What a step has to do, for its measurement. */
  readonly workloadOf: (node: NodeId) => StepWorkload | undefined
  readonly modelWorkOf: (node: NodeId) => ModelWork | undefined
}

/** Rough, and only used until the first sampling was measured: 20 GFLOP/s a thread, 5 TFLOP/s for anything else. */
const cpuOperationsPerSecond = 20e9
const otherOperationsPerSecond = 5e12

/** What a plan will take, from what every step says it will make. Steps that are reused are not looked at. */
export function lookAhead(answer: PlanAnswer, tools: LookAheadTools): LookAhead {
  const { device, threads = availableParallelism() } = tools
  const works = stepWorks(answer, tools)
  const estimate = estimatePlan({
    ...{ plan: answer.plan, timings: tools.timings, held: tools.held, openModels: tools.openModels },
    factsOf: (id) => works.facts()[id] ?? {},
    workOf: works.of,
    computingMs: computing({ device, threads, timings: tools.timings }),
  })
  return { estimate, workloadOf: (id) => works.of(id)?.workload(), modelWorkOf: (id) => works.of(id)?.model }
}

/** What a sampling says of its device, as a measurement: whatever comes next is estimated by it. */
export function speedOf({ operations }: ModelWork, device: string): StepWorkload {
  const name = `speed of ${device}`
  return { type: name, signature: `${name} ${operations}`, kind: name, amount: operations }
}

/** By what samplings took here, or by a guess until the first one. */
function computing({
  device,
  threads,
  timings,
}: Required<Pick<LookAheadTools, 'device' | 'threads' | 'timings'>>) {
  const measured = timings.ofKind(`speed of ${device}`)
  return (model: ModelWork): number =>
    measured.length > 0
      ? timeOfAmount(measured, model.operations, fixedMs(model))
      : (model.operations / guessedSpeed(device, threads)) * 1000
}

/** Operations a second. */
function guessedSpeed(device: string, threads: number): number {
  return device === 'cpu' ? cpuOperationsPerSecond * threads : otherOperationsPerSecond
}

/** Each step's work, made out when somebody asks: in a run that is reused nobody does. */
function stepWorks({ plan, graph }: PlanAnswer, { catalog, world, device }: LookAheadTools) {
  const steps = new Map(plan.steps.map((step) => [step.id, step]))
  const known = new Map<NodeId, StepWork>()
  let inferred: GraphFacts | undefined
  const facts = (): GraphFacts => (inferred ??= infer())
  const infer = (): GraphFacts => {
    const params = new Map(plan.steps.map((step) => [step.id, step.params]))
    return inferGraph({ graph, catalog, world, params, order: [...steps.keys()] }).facts
  }
  const of = (id: NodeId): StepWork | undefined => {
    const step = steps.get(id)
    const definition = catalog.nodes.get(step?.type ?? '')
    if (!step || !definition) return undefined
    const found = known.get(id)
    if (found) return found
    const inputs = inputFacts(step, facts())
    const outputs = Object.values(facts()[id] ?? {})
    const isWritten = definition.isOutput === true
    const work = {
      writtenPixels: isWritten ? Math.max(0, ...Object.values(inputs).flat().map(volumeOf)) : 0,
      workload: () => stepWorkload({ step, definition, inputs, outputs, device }),
      model: modelWork({ definition, params: step.params, inputs, outputs, world, device }),
    }
    known.set(id, work)
    return work
  }
  return { facts, of }
}

function inputFacts(step: PlanStep, facts: GraphFacts): Record<string, readonly PortFacts[]> {
  const ports = Object.entries(step.inputs).map(([port, { sources }]) => {
    const given = sources.map(({ step: id, port: output }) => facts[id]?.[output])
    return [port, given.filter((one) => one !== undefined)] as const
  })
  return Object.fromEntries(ports)
}
