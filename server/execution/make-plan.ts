import { activeGraph } from '../../nodes/active-graph.ts'
import type { Catalog } from '../../nodes/catalog.ts'
import { runTargets } from '../../nodes/check-graph.ts'
import type { InferWorld } from '../../nodes/define-node.ts'
import { expandSweeps } from '../../nodes/expand-sweeps.ts'
import { resolveTypes } from '../../nodes/resolve-types.ts'
import { takenBranches } from '../../nodes/taken-branches.ts'
import type { Graph, NodeId } from '../../workflows/graph.ts'
import { ancestorsOf, graphOrder, incomingEdges } from '../../workflows/graph-order.ts'
import { addSheets } from './add-sheets.ts'
import type { Plan, StepIngredients } from './plan.ts'
import { planStep, type StepTools } from './plan-step.ts'
import { makeCauses } from './run-causes.ts'

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
  readonly ingredients: ReadonlyMap<NodeId, StepIngredients>
  /** What was planned: sweeps written out, without what does not run. */
  readonly graph: Graph
}

/** Pure: what will run, in which order, under which keys, and why. Linear in the size of the graph. */
export function makePlan(request: PlanRequest): PlanAnswer {
  const { catalog, world, workflowName, fork, device, before } = request
  const expanded = expandSweeps(request.graph, catalog)
  const { cells } = expanded
  const chosen = request.targets?.flatMap(expanded.copiesOf)
  const sheets = addSheets({ ...expanded, catalog, targets: chosen })
  const active = activeGraph(sheets.graph, catalog)
  const { graph, decided } = takenBranches(active.graph, catalog)
  const targets = runTargets({ graph, catalog, targets: sheets.targets }).nodes
  const needed = ancestorsOf(graph, targets)
  const notTaken = [...ancestorsOf(active.graph, targets)].filter((id) => !needed.has(id))
  const order = graphOrder(graph).order.filter((id) => needed.has(id))
  const tools: StepTools = {
    ...{ graph, workflowName, catalog, world, fork, device, before, decided, cells },
    types: resolveTypes(graph, catalog, order),
    incoming: incomingEdges(graph),
    keys: new Map(),
    ingredients: new Map(),
    causes: makeCauses(),
  }
  const steps = order.map((id) => planStep(id, tools)).filter((step) => step !== undefined)
  const told = steps.map((step) => {
    const reason = tools.causes.withFollowers(step.id, step.reason)
    return reason === step.reason ? step : { ...step, reason }
  })
  const skipped = [...notTaken, ...active.skipped]
  return { plan: { steps: told, targets, skipped, cells }, ingredients: tools.ingredients, graph }
}
