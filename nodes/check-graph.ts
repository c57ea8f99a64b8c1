import { ghostProblem } from '../workflows/foreign/ghost-problem.ts'
import type { Graph, NodeId } from '../workflows/graph.ts'
import { ancestorsOf, followersOf, graphOrder, incomingEdges } from '../workflows/graph-order.ts'
import type { JsonValue } from '../workflows/json.ts'
import type { Problem } from '../workflows/problem.ts'
import { activeGraph } from './active-graph.ts'
import type { Catalog } from './catalog.ts'
import { checkRequired, checkTypes, checkWiring } from './check-edges.ts'
import type { InferWorld } from './define-node.ts'
import { expandSweeps } from './expand-sweeps.ts'
import { type GraphFacts, inferGraph } from './infer-graph.ts'
import { labelProblem } from './label-problem.ts'
import { parseParams } from './parse-params.ts'
import { problem } from './problem.ts'
import { resolveTypes } from './resolve-types.ts'
import { takenBranches } from './taken-branches.ts'

export interface CheckRequest {
  readonly graph: Graph
  readonly catalog: Catalog
  readonly world: InferWorld
  /** Nodes to run up to; every output node when left out. */
  readonly targets?: readonly NodeId[]
  /** Run only the output nodes that follow from these. */
  readonly from?: readonly NodeId[]
}

export interface GraphCheck {
  /** A problem on a node the targets do not need is a warning: it keeps nothing from running. */
  readonly problems: readonly Problem[]
  readonly facts: GraphFacts
}

/** Looks ahead without running: all that is wrong with a graph, and what is known of each output. */
export function checkGraph(request: CheckRequest): GraphCheck {
  const { graph, catalog, world } = request
  const active = activeGraph(graph, catalog)
  const { order, cycle } = graphOrder(active.graph)
  const types = resolveTypes(active.graph, catalog, order)
  const params = checkParams(active.graph, request)
  const inferred = inferGraph({ graph: active.graph, catalog, world, order, params: params.values })
  const found = [
    ...checkNodes(graph, catalog),
    ...checkWiring(graph, catalog),
    ...active.problems,
    ...expandSweeps(graph, catalog).problems,
    ...checkTypes(active.graph, catalog, types),
    ...checkRequired(active.graph, catalog),
    ...cycle.map((node) => problem('cycle', { nodes: cycle.join(', ') }, { node })),
    ...params.problems,
    ...inferred.problems,
  ]
  const targets = runTargets({ ...request, graph: active.graph })
  const needed = ancestorsOf(takenBranches(active.graph, catalog).graph, [
    ...targets.nodes,
    ...active.problems.map(({ node }) => node ?? ''),
  ])
  const problems = targets.nodes.length === 0 ? found : found.map((one) => soften(one, needed))
  const labelled = [...targets.problems, ...problems].map((one) => labelProblem(one, graph, catalog))
  return { problems: labelled, facts: inferred.facts }
}

/** The nodes a run goes up to: those asked for, else every output node that is not skipped. */
export function runTargets({ graph, catalog, targets, from }: Omit<CheckRequest, 'world'>): {
  readonly nodes: readonly NodeId[]
  readonly problems: readonly Problem[]
} {
  const asked = [...(targets ?? []), ...(from ?? [])]
  const nodes = Object.keys(graph.nodes).join(', ')
  const unknown = asked
    .filter((id) => !(id in graph.nodes))
    .map((node) => problem('target-unknown', { node, nodes }))
  if (targets) return { nodes: targets.filter((id) => id in graph.nodes), problems: unknown }
  const reached = from && followersOf(graph, from)
  const outputs = Object.keys(graph.nodes).filter((id) => {
    return catalog.nodes.get(graph.nodes[id]?.type ?? '')?.isOutput && (reached?.has(id) ?? true)
  })
  if (outputs.length > 0 || unknown.length > 0) return { nodes: outputs, problems: unknown }
  const none = from ? problem('no-output-after', { node: from.join(', ') }) : problem('no-output-node')
  return { nodes: [], problems: [none] }
}

function checkNodes(graph: Graph, catalog: Catalog): readonly Problem[] {
  return Object.entries(graph.nodes).flatMap(([id, { type, version, params }]) => {
    const definition = catalog.nodes.get(type)
    if (!definition) {
      const { code, values } = ghostProblem({ type, params })
      return [problem(code, values, { node: id })]
    }
    if (version <= definition.version) return []
    return [problem('node-version-newer', { version, known: definition.version }, { node: id })]
  })
}

/** Params of all nodes; one with a wire of its name is driven and not looked at. */
function checkParams(graph: Graph, { catalog, world }: CheckRequest) {
  const incoming = incomingEdges(graph)
  const values = new Map<NodeId, Readonly<Record<string, JsonValue>>>()
  const problems = Object.entries(graph.nodes).flatMap(([id, node]) => {
    const definition = catalog.nodes.get(node.type)
    if (!definition) return []
    const driven = new Set(incoming.get(id)?.map(({ to }) => to.port))
    const parsed = parseParams({ definition, params: node.params, driven, world })
    values.set(id, parsed.values)
    return parsed.problems.map((found) => ({ ...found, node: id }))
  })
  return { values, problems }
}

function soften(found: Problem, needed: ReadonlySet<NodeId>): Problem {
  if (found.node === undefined || needed.has(found.node)) return found
  return { ...found, level: 'warning' }
}
