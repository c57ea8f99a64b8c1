import { activeGraph } from '../../nodes/active-graph.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import { runTargets } from '../../nodes/check-graph.ts'
import type { AnyNodeDefinition, InferWorld } from '../../nodes/define-node.ts'
import { parseParams } from '../../nodes/parse-params.ts'
import { type ResolvedTypes, resolveTypes } from '../../nodes/resolve-types.ts'
import type { Graph, GraphEdge, NodeId } from '../../workflows/graph.ts'
import { ancestorsOf, graphOrder, incomingEdges } from '../../workflows/graph-order.ts'
import { contentKey } from './content-key.ts'
import { modelFingerprints } from './model-fingerprint.ts'
import type { Plan, PlanStep, StepIngredients, StepInput, StepOutput } from './plan.ts'
import { runReason } from './run-reason.ts'

export interface PlanRequest {
  /** A graph `checkGraph` found no error in. */
  readonly graph: Graph
  readonly workflowName: string
  readonly catalog: Catalog
  readonly world: InferWorld
  readonly targets?: readonly NodeId[]
  /** Device the worker runs models on; part of the key of what models make. */
  readonly device: string
  /** Ingredients by node when this workflow was last planned. */
  readonly before: Readonly<Record<NodeId, StepIngredients>>
}

export interface PlanAnswer {
  readonly plan: Plan
  readonly ingredients: Readonly<Record<NodeId, StepIngredients>>
}

/** Pure: what will run, in which order, under which keys, and why. Linear in the size of the graph. */
export function makePlan(request: PlanRequest): PlanAnswer {
  const { graph, skipped } = activeGraph(request.graph, request.catalog)
  const targets = runTargets({ ...request, graph }).nodes
  const needed = ancestorsOf(graph, targets)
  const order = graphOrder(graph).order.filter((id) => needed.has(id))
  const tools: Tools = {
    ...request,
    graph,
    types: resolveTypes(graph, request.catalog, order),
    incoming: incomingEdges(graph),
    keys: new Map(),
    ingredients: {},
  }
  const steps = order.flatMap((id) => planStep(id, tools))
  return { plan: { steps, targets, skipped }, ingredients: tools.ingredients }
}

interface Tools extends PlanRequest {
  readonly types: ResolvedTypes
  readonly incoming: ReadonlyMap<NodeId, readonly GraphEdge[]>
  readonly keys: Map<NodeId, string>
  readonly ingredients: Record<NodeId, StepIngredients>
}

function planStep(id: NodeId, tools: Tools): PlanStep[] {
  const node = tools.graph.nodes[id]
  const definition = tools.catalog.nodes.get(node?.type ?? '')
  if (!node || !definition) return []
  const wires = tools.incoming.get(id) ?? []
  const driven = drivenParams(definition, wires)
  const { values: params } = parseParams({
    definition,
    params: node.params,
    driven: new Set(Object.keys(driven)),
    world: tools.world,
  })
  const ingredients: StepIngredients = {
    type: definition.id,
    version: definition.version,
    params,
    inputs: inputKeys(wires, tools.keys),
    names: definition.isOutput ? { workflow: tools.workflowName, node: id } : {},
    models: modelFingerprints({ definition, params, driven: Object.keys(driven), ...tools }),
  }
  const key = contentKey(ingredients)
  tools.keys.set(id, key)
  tools.ingredients[id] = ingredients
  return [
    {
      ...{ id, type: definition.id, params, driven, key },
      inputs: stepInputs(definition, wires),
      outputs: tools.types.get(id) ?? {},
      alwaysRuns: definition.alwaysRuns ?? false,
      models: ingredients.models,
      reason: definition.alwaysRuns
        ? { code: 'always-runs', values: {} }
        : runReason(ingredients, tools.before[id]),
    },
  ]
}

function drivenParams(
  definition: AnyNodeDefinition,
  wires: readonly GraphEdge[],
): Record<string, StepOutput> {
  const driving = wires.filter(({ to }) => !(to.port in definition.inputs) && to.port in definition.params)
  return Object.fromEntries(driving.map((wire) => [wire.to.port, source(wire)]))
}

function stepInputs(definition: AnyNodeDefinition, wires: readonly GraphEdge[]): Record<string, StepInput> {
  const inputs = Object.entries(definition.inputs).map(([port, { many = false, lazy = false }]) => {
    const sources = wires.filter(({ to }) => to.port === port).map(source)
    return [port, { sources, many, lazy }] as const
  })
  return Object.fromEntries(inputs)
}

function inputKeys(
  wires: readonly GraphEdge[],
  keys: ReadonlyMap<NodeId, string>,
): Record<string, readonly string[]> {
  const inputs: Record<string, string[]> = {}
  for (const { from, to } of wires) {
    const ofPort = (inputs[to.port] ??= [])
    ofPort.push(`${keys.get(from.node) ?? ''} ${from.port}`)
  }
  return inputs
}

function source({ from }: GraphEdge): StepOutput {
  return { step: from.node, port: from.port }
}
