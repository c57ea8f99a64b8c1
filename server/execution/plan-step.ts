import { hash } from 'node:crypto'
import type { Catalog } from '../../nodes/catalog.ts'
import type { AnyNodeDefinition, InferWorld } from '../../nodes/define-node.ts'
import { seedsOf } from '../../nodes/draw-seeds.ts'
import { parseParams } from '../../nodes/parse-params.ts'
import type { ResolvedTypes } from '../../nodes/resolve-types.ts'
import type { Graph, GraphEdge, NodeId } from '../../workflows/graph.ts'
import { isSameValue, type JsonValue } from '../../workflows/json.ts'
import { ancestorsOf } from '../../workflows/graph-order.ts'
import { baseNode, cellOf, type SweepCell } from '../../workflows/sweep.ts'
import { canonical, contentKey } from './content-key.ts'
import { modelFingerprints } from './model-fingerprint.ts'
import type { PlanStep, StepIngredients, StepInput, StepOutput } from './plan.ts'
import type { Causes } from './run-causes.ts'
import { runReason } from './run-reason.ts'

/** What the steps of one plan share; `keys` and `ingredients` grow step by step. */
export interface StepTools {
  readonly graph: Graph
  readonly workflowName: string
  readonly catalog: Catalog
  readonly world: InferWorld
  readonly fork: { readonly node: NodeId; readonly state: string } | undefined
  readonly device: string
  readonly before: Readonly<Record<NodeId, StepIngredients>>
  /** Nodes with lazy inputs of which it is known already what they ask for. */
  readonly decided: ReadonlySet<NodeId>
  readonly cells: readonly SweepCell[]
  readonly types: ResolvedTypes
  readonly incoming: ReadonlyMap<NodeId, readonly GraphEdge[]>
  readonly keys: Map<NodeId, string>
  readonly ingredients: Map<NodeId, StepIngredients>
  readonly causes: Causes
}

const noWires: readonly GraphEdge[] = []
const noNames = {}

/** One node of the graph as a step; undefined for a type that is not installed. Call it in topological order. */
export function planStep(id: NodeId, tools: StepTools): PlanStep | undefined {
  const node = tools.graph.nodes[id]
  const definition = node && tools.catalog.nodes.get(node.type)
  if (!definition) return undefined
  const wires = tools.incoming.get(id) ?? noWires
  const driven = drivenParams(definition, wires)
  const drivenNames = Object.keys(driven)
  const { world, device } = tools
  const { values: params } = parseParams({
    ...{ definition, params: node.params, world },
    driven: new Set(drivenNames),
  })
  // What comes through a wire is not known before the run.
  const found = lookUp(definition, without(params, drivenNames), world)
  const start = tools.fork?.node === id ? { start: tools.fork.state } : undefined
  const made: StepIngredients = {
    ...start,
    ...(found === undefined ? {} : { found: hash('sha256', canonical(found)) }),
    type: definition.id,
    version: definition.version,
    params: withoutRemarks(definition, params),
    inputs: inputKeys(wires, tools.keys),
    names: definition.isOutput ? namesOf(id, tools) : noNames,
    models: modelFingerprints({ definition, params, driven: drivenNames, world, device }),
  }
  const before = tools.before[id]
  const ingredients = before && isSameValue(before, made) ? before : made
  const key = contentKey(ingredients)
  tools.keys.set(id, key)
  tools.ingredients.set(id, ingredients)
  const reason = tools.causes.trace(id, runReason(ingredients, before), (port) =>
    wires.filter(({ to }) => to.port === port).map(({ from }) => from.node),
  )
  return {
    ...start,
    ...{ id, type: definition.id, params, driven, key, found },
    seed: definition.isOutput ? seedBefore(id, tools) : undefined,
    inputs: stepInputs(definition, wires, tools.decided.has(id)),
    outputs: tools.types.get(id) ?? {},
    alwaysRuns: definition.alwaysRuns ?? false,
    models: ingredients.models,
    reason: definition.alwaysRuns ? { code: 'always-runs', values: {} } : reason,
  }
}

/** A plug-in whose look-up breaks fails when its node runs: the rest of the graph is planned all the same. */
function lookUp(
  definition: AnyNodeDefinition,
  params: Record<string, JsonValue>,
  world: InferWorld,
): JsonValue | undefined {
  try {
    return definition.lookUp?.({ params, world })
  } catch {
    return undefined
  }
}

/** The seeds a node's result was made from, as a file's name tells them. */
function seedBefore(id: NodeId, { graph, catalog }: StepTools): string | undefined {
  const before = ancestorsOf(graph, [id])
  const nodes = Object.entries(graph.nodes).filter(([other]) => before.has(other))
  const seeds = Object.values(seedsOf({ ...graph, nodes: Object.fromEntries(nodes) }, catalog))
  return seeds.length > 0 ? [...new Set(seeds)].join('-') : undefined
}

/** What a file's name may tell: copies of one node differ by their cell's label. */
function namesOf(id: NodeId, { workflowName, cells }: StepTools): Record<string, string> {
  const cell = cells[(cellOf(id) ?? 0) - 1]
  return { workflow: workflowName, node: baseNode(id), ...(cell && { cell: cell.label }) }
}

function withoutRemarks(definition: AnyNodeDefinition, params: Readonly<Record<string, JsonValue>>) {
  const remarks = Object.keys(definition.params).filter((name) => definition.params[name]?.isRemark)
  return remarks.length > 0 ? without(params, remarks) : params
}

function without(params: Readonly<Record<string, JsonValue>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)))
}

function drivenParams(
  definition: AnyNodeDefinition,
  wires: readonly GraphEdge[],
): Record<string, StepOutput> {
  const driven: Record<string, StepOutput> = {}
  for (const wire of wires) {
    const { port } = wire.to
    if (!(port in definition.inputs) && port in definition.params) driven[port] = source(wire)
  }
  return driven
}

function stepInputs(
  definition: AnyNodeDefinition,
  wires: readonly GraphEdge[],
  isDecided: boolean,
): Record<string, StepInput> {
  const inputs: Record<string, StepInput> = {}
  for (const [port, { many = false, lazy = false }] of Object.entries(definition.inputs)) {
    const sources = wires.filter(({ to }) => to.port === port).map(source)
    inputs[port] = { sources, many, lazy: lazy && !isDecided }
  }
  return inputs
}

function inputKeys(
  wires: readonly GraphEdge[],
  keys: ReadonlyMap<NodeId, string>,
): Record<string, readonly string[]> {
  const inputs: Record<string, string[]> = {}
  for (const { from, to } of wires) {
    const key = `${keys.get(from.node) ?? ''} ${from.port}`
    const ofPort = inputs[to.port]
    if (ofPort) ofPort.push(key)
    else inputs[to.port] = [key]
  }
  return inputs
}

function source({ from }: GraphEdge): StepOutput {
  return { step: from.node, port: from.port }
}
