import type { PortFacts } from '../../nodes/define-node.ts'
import type { EstimateBasis, RunEstimate } from '../../workflows/estimate.ts'
import type { NodeId } from '../../workflows/graph.ts'
import { baseNode } from '../../workflows/sweep.ts'
import type { Plan, PlanStep } from '../execution/plan.ts'
import { neededSources } from '../execution/plan-wiring.ts'
import type { ModelWork } from './model-work.ts'
import { openingOf, type StepWorkload, volumeOf } from './step-workload.ts'
import { median } from './time-of-amount.ts'
import { measurementsOf, workTime, type WorkTimeTools, type StepWork } from './work-time.ts'

export interface EstimateRequest extends WorkTimeTools {
  readonly plan: Plan
  /** What a step says of its outputs. */
  readonly factsOf: (node: NodeId) => Readonly<Record<string, PortFacts>>
  readonly workOf: (node: NodeId) => StepWork | undefined
  /** Those of the keys whose results are kept. */
  readonly held: (keys: readonly string[]) => ReadonlySet<string>
  /** Models of which the worker holds a part. */
  readonly openModels: ReadonlySet<string>
}

export interface NodeEstimate {
  readonly seconds: number
  readonly peakBytes: number
  readonly diskBytes: number
  readonly basis: EstimateBasis
}

export interface PlanEstimate extends RunEstimate {
  readonly nodes: Readonly<Record<NodeId, NodeEstimate>>
}

/** A worker before it opened any model. */
const idleBytes = 150e6
/** Intermediates are lossless: about half of the raw bytes. */
const intermediateBytesPerPixel = 1.5
const rgbBytesPerPixel = 3
/** Weights read from disk and made ready, where no opening was measured yet. */
const openedBytesPerSecond = 500e6
const openingBaseSeconds = 0.4

/** Pure: what a plan will take, step by step and as a whole. */
export function estimatePlan(request: EstimateRequest): PlanEstimate {
  const running = stepsToRun(request)
  const keys = new Set<string>()
  const opened = new Set<string>()
  const nodes: Record<NodeId, NodeEstimate> = {}
  for (const step of request.plan.steps) {
    const isSpared = !running.has(step.id) || keys.has(step.key)
    keys.add(step.key)
    const id = baseNode(step.id)
    const own = isSpared ? spared : estimateStep(step, { ...request, opened })
    nodes[id] = nodes[id] ? together(nodes[id], own) : own
  }
  const all = Object.values(nodes)
  const seconds = sum(all, (node) => node.seconds)
  return {
    nodes,
    seconds,
    peakBytes: Math.max(idleBytes, ...all.map(({ peakBytes }) => peakBytes)),
    diskBytes: sum(all, (node) => node.diskBytes),
    basis: leastCertain(all.filter((node) => node.seconds >= seconds / 20)),
  }
}

const spared: NodeEstimate = { seconds: 0, peakBytes: 0, diskBytes: 0, basis: 'reused' }

/** Backwards from the targets to what is kept, as the executor does. */
function stepsToRun({ plan, held }: EstimateRequest): ReadonlySet<NodeId> {
  const kept = held(plan.steps.map(({ key }) => key))
  const wanted = new Set(plan.targets)
  const running = new Set<NodeId>()
  for (const step of plan.steps.toReversed()) {
    if (!wanted.has(step.id) || (!step.alwaysRuns && kept.has(step.key))) continue
    running.add(step.id)
    for (const source of neededSources(step)) wanted.add(source)
  }
  return running
}

interface StepRequest extends EstimateRequest {
  /** What steps before this one have opened; added to. */
  readonly opened: Set<string>
}

function estimateStep(step: PlanStep, request: StepRequest): NodeEstimate {
  const { timings, factsOf, workOf } = request
  const work = workOf(step.id)
  const workload = timings.knows(step.type) ? work?.workload() : undefined
  const made = Object.values(factsOf(step.id))
  const volume = Math.max(0, ...made.map(volumeOf))
  const peaks = workload ? measurementsOf(workload, timings).flatMap(({ peakBytes }) => peakBytes ?? []) : []
  const isFirst = closedModels(work?.model, request).length > 0
  const { seconds, basis } = workTime({ ...work, workload, isFirst }, request)
  return {
    seconds: seconds + openingSeconds({ workload, model: work?.model }, request),
    basis,
    peakBytes:
      peaks.length > 0
        ? Math.max(...peaks)
        : idleBytes + (work?.model.weightBytes ?? 0) * 2 + volume * rgbBytesPerPixel * 4,
    diskBytes: Math.round(sum(made, diskBytesOf)),
  }
}

/** The workload is undefined while nothing of its type was measured. */
interface KnownWork {
  readonly workload: StepWorkload | undefined
  readonly model: ModelWork | undefined
}

/** Models no worker holds a part of. */
function closedModels(
  model: ModelWork | undefined,
  { openModels }: Pick<EstimateRequest, 'openModels'>,
): readonly string[] {
  return model?.ids.filter((id) => !openModels.has(id)) ?? []
}

/** What opening its models takes, in a worker that has not used them yet: once, however many steps use them. */
function openingSeconds(
  { workload, model }: KnownWork,
  { timings, openModels, opened }: StepRequest,
): number {
  const closed = closedModels(model, { openModels })
  if (!model || closed.length === 0) return 0
  const opening = workload && openingOf(workload).signature
  const measured = opening === undefined ? [] : timings.ofSize(opening)
  const name = measured.length > 0 && opening !== undefined ? opening : closed.join(' ')
  if (opened.has(name)) return 0
  opened.add(name)
  if (measured.length > 0) return median(measured.map(({ durationMs }) => durationMs)) / 1000
  return openingBaseSeconds + model.weightBytes / openedBytesPerSecond
}

function diskBytesOf(facts: PortFacts): number {
  if (Array.isArray(facts.shape))
    return (facts.shape as number[]).reduce((product, side) => product * side, 4)
  return volumeOf(facts) * intermediateBytesPerPixel
}

function together(a: NodeEstimate, b: NodeEstimate): NodeEstimate {
  return {
    seconds: a.seconds + b.seconds,
    peakBytes: Math.max(a.peakBytes, b.peakBytes),
    diskBytes: a.diskBytes + b.diskBytes,
    basis: leastCertain([a, b]),
  }
}

const certainty: readonly EstimateBasis[] = ['computed', 'scaled', 'measured', 'reused']

function leastCertain(nodes: readonly { readonly basis: EstimateBasis }[]): EstimateBasis {
  return certainty.find((basis) => nodes.some((node) => node.basis === basis)) ?? 'reused'
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
