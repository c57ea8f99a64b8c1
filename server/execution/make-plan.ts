import { activeGraph } from '../../nodes/active-graph.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import { runTargets } from '../../nodes/check-graph.ts'
import type { AnyNodeDefinition, InferWorld } from '../../nodes/define-node.ts'
import { seedsOf } from '../../nodes/draw-seeds.ts'
import { expandSweeps } from '../../nodes/expand-sweeps.ts'
import { parseParams } from '../../nodes/parse-params.ts'
import { type ResolvedTypes, resolveTypes } from '../../nodes/resolve-types.ts'
import { takenBranches } from '../../nodes/taken-branches.ts'
import type { Graph, GraphEdge, NodeId } from '../../workflows/graph.ts'
import { baseNode, cellOf, type SweepCell } from '../../workflows/sweep.ts'
import { ancestorsOf, graphOrder, incomingEdges } from '../../workflows/graph-order.ts'
import { addSheets } from './add-sheets.ts'
import { contentKey } from './content-key.ts'
import { modelFingerprints } from './model-fingerprint.ts'
import type { Plan, PlanStep, StepIngredients, StepInput, StepOutput } from './plan.ts'
import { runReason } from './run-reason.ts'
import { type Causes, makeCauses } from './run-causes.ts'

export interface PlanRequest {
  /** A graph `checkGraph` found no error in. */
  readonly graph: Graph
  readonly workflowName: string
  readonly catalog: Catalog
  readonly world: InferWorld
  readonly targets?: readonly NodeId[]
  /** A node that goes on from a state another run kept. */
  readonly fork?: { readonly node: NodeId; readonly state: string }
  /** Device the worker runs models on; part of the key of what models make. */
  readonly device: string
  /** Ingredients by node when this workflow was last planned. */
  readonly before: Readonly<Record<NodeId, StepIngredients>>
}

export interface PlanAnswer {
  readonly plan: Plan
  readonly ingredients: Readonly<Record<NodeId, StepIngredients>>
  /** What was planned: sweeps written out, without what does not run. */
  readonly graph: Graph
}

/** Pure: what will run, in which order, under which keys, and why. Linear in the size of the graph. */
export function makePlan(request: PlanRequest): PlanAnswer {
  const { catalog } = request
  const expanded = expandSweeps(request.graph, catalog)
  const chosen = request.targets?.flatMap(expanded.copiesOf)
  const sheets = addSheets({ ...expanded, catalog, targets: chosen })
  const active = activeGraph(sheets.graph, catalog)
  const { graph, decided } = takenBranches(active.graph, catalog)
  const targets = runTargets({ graph, catalog, targets: sheets.targets }).nodes
  const needed = ancestorsOf(graph, targets)
  const notTaken = [...ancestorsOf(active.graph, targets)].filter((id) => !needed.has(id))
  const order = graphOrder(graph).order.filter((id) => needed.has(id))
  const tools: Tools = {
    ...request,
    ...{ graph, decided, cells: expanded.cells },
    types: resolveTypes(graph, request.catalog, order),
    incoming: incomingEdges(graph),
    keys: new Map(),
    ingredients: {},
    causes: makeCauses(),
  }
  const steps = order.flatMap((id) => planStep(id, tools))
  const told = steps.map((step) => ({ ...step, reason: tools.causes.withFollowers(step.id, step.reason) }))
  const skipped = [...notTaken, ...active.skipped]
  const plan = { steps: told, targets, skipped, cells: expanded.cells }
  return { plan, ingredients: tools.ingredients, graph }
}

interface Tools extends PlanRequest {
  readonly decided: ReadonlySet<NodeId>
  readonly cells: readonly SweepCell[]
  readonly types: ResolvedTypes
  readonly incoming: ReadonlyMap<NodeId, readonly GraphEdge[]>
  readonly keys: Map<NodeId, string>
  readonly ingredients: Record<NodeId, StepIngredients>
  readonly causes: Causes
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
  const start = tools.fork?.node === id ? { start: tools.fork.state } : {}
  const ingredients: StepIngredients = {
    ...start,
    type: definition.id,
    version: definition.version,
    params,
    inputs: inputKeys(wires, tools.keys),
    names: definition.isOutput ? namesOf(id, tools) : {},
    models: modelFingerprints({ definition, params, driven: Object.keys(driven), ...tools }),
  }
  const key = contentKey(ingredients)
  tools.keys.set(id, key)
  tools.ingredients[id] = ingredients
  const reason = tools.causes.trace(id, runReason(ingredients, tools.before[id]), (port) =>
    wires.filter(({ to }) => to.port === port).map(({ from }) => from.node),
  )
  return [
    {
      ...{
        id,
        type: definition.id,
        params,
        driven,
        key,
        ...start,
        seed: definition.isOutput ? seedBefore(id, tools) : undefined,
      },
      inputs: stepInputs(definition, wires, tools.decided.has(id)),
      outputs: tools.types.get(id) ?? {},
      alwaysRuns: definition.alwaysRuns ?? false,
      models: ingredients.models,
      reason: definition.alwaysRuns ? { code: 'always-runs', values: {} } : reason,
    },
  ]
}

/** The seeds a node's result was made from, as a file's name tells them. */
function seedBefore(id: NodeId, { graph, catalog }: Tools): string | undefined {
  const before = ancestorsOf(graph, [id])
  const nodes = Object.entries(graph.nodes).filter(([other]) => before.has(other))
  const seeds = Object.values(seedsOf({ ...graph, nodes: Object.fromEntries(nodes) }, catalog))
  return seeds.length > 0 ? [...new Set(seeds)].join('-') : undefined
}

/** What a file's name may tell: copies of one node differ by their cell's label. */
function namesOf(id: NodeId, { workflowName, cells }: Tools): Record<string, string> {
  const cell = cells[(cellOf(id) ?? 0) - 1]
  return { workflow: workflowName, node: baseNode(id), ...(cell && { cell: cell.label }) }
}

function drivenParams(
  definition: AnyNodeDefinition,
  wires: readonly GraphEdge[],
): Record<string, StepOutput> {
  const driving = wires.filter(({ to }) => !(to.port in definition.inputs) && to.port in definition.params)
  return Object.fromEntries(driving.map((wire) => [wire.to.port, source(wire)]))
}

function stepInputs(
  definition: AnyNodeDefinition,
  wires: readonly GraphEdge[],
  isDecided: boolean,
): Record<string, StepInput> {
  const inputs = Object.entries(definition.inputs).map(([port, input]) => {
    const { many = false } = input
    const lazy = (input.lazy ?? false) && !isDecided
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
