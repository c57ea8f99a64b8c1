import { toFailure } from '../workflows/failure.ts'
import type { Graph, GraphEdge, NodeId } from '../workflows/graph.ts'
import { incomingEdges } from '../workflows/graph-order.ts'
import type { JsonValue } from '../workflows/json.ts'
import type { Problem } from '../workflows/problem.ts'
import type { Catalog } from './catalog.ts'
import type { AnyNodeDefinition, InferWorld, PortFacts } from './define-node.ts'
import { checkParam, type ParsedParams } from './parse-params.ts'
import { problem } from './problem.ts'

/** What is known of each output before the run: node → port → facts. */
export type GraphFacts = Record<NodeId, Record<string, PortFacts>>

export interface InferGraphRequest {
  readonly graph: Graph
  readonly catalog: Catalog
  readonly world: InferWorld
  readonly order: readonly NodeId[]
  /** Checked params by node; the driven and the faulty ones are missing. */
  readonly params: ReadonlyMap<NodeId, Readonly<Record<string, JsonValue>>>
}

/** Asks each node in order what it will make, handing the facts of its inputs on. */
export function inferGraph(request: InferGraphRequest): { facts: GraphFacts; problems: readonly Problem[] } {
  const { graph, catalog, order } = request
  const incoming = incomingEdges(graph)
  const facts: GraphFacts = {}
  const problems = order.flatMap((id) => {
    const definition = catalog.nodes.get(graph.nodes[id]?.type ?? '')
    if (!definition) return []
    const wires = incoming.get(id) ?? []
    const inputs = inputFacts(definition, wires, facts)
    const driven = drivenParams({ definition, wires, facts, world: request.world })
    const params = { ...request.params.get(id), ...driven.values }
    const inference = ask({ definition, inputs, params, world: request.world })
    facts[id] = outputFacts(definition, inference.outputs ?? {})
    return [...driven.problems, ...(inference.problems ?? [])].map((found) => ({ ...found, node: id }))
  })
  return { facts, problems }
}

type Inputs = Record<string, PortFacts | PortFacts[] | undefined>

interface Question {
  readonly definition: AnyNodeDefinition
  readonly inputs: Inputs
  readonly params: Readonly<Record<string, JsonValue>>
  readonly world: InferWorld
}

/** A plug-in whose look-ahead breaks must not break the check of the whole graph. */
function ask({ definition, inputs, params, world }: Question) {
  try {
    return definition.infer?.({ inputs, params: { ...params }, world }) ?? {}
  } catch (thrown) {
    const { code, values } = toFailure(thrown)
    return { problems: [problem(code, values, { level: 'warning' })] }
  }
}

interface Driven {
  readonly definition: AnyNodeDefinition
  readonly wires: readonly GraphEdge[]
  readonly facts: GraphFacts
  readonly world: InferWorld
}

/** Params whose value comes through a wire and is known before the run: checked as if it was typed there. */
function drivenParams({ definition, wires, facts, world }: Driven): ParsedParams {
  const values: Record<string, JsonValue> = {}
  const problems: Problem[] = []
  for (const { from, to } of wires) {
    const param = to.port in definition.inputs ? undefined : definition.params[to.port]
    const given = facts[from.node]?.[from.port]
    const value = given?.value ?? given?.text
    if (!param || value === undefined) continue
    const found = checkParam({ name: to.port, param, value, world })
    // A value of another kind comes from a wire of another type, which is told once, there.
    if (found && found.code !== 'param-not-like') problems.push({ ...found, fixes: [] })
    if (!found) values[to.port] = value
  }
  return { values, problems }
}

function inputFacts(definition: AnyNodeDefinition, wires: readonly GraphEdge[], facts: GraphFacts): Inputs {
  const inputs: Inputs = {}
  for (const { from, to } of wires) {
    const port = definition.inputs[to.port]
    if (!port) continue
    const given = facts[from.node]?.[from.port] ?? {}
    const before = inputs[to.port]
    if (!port.many) inputs[to.port] = given
    else if (Array.isArray(before)) before.push(given)
    else inputs[to.port] = [given]
  }
  return inputs
}

function outputFacts(
  definition: AnyNodeDefinition,
  known: Record<string, PortFacts | undefined>,
): Record<string, PortFacts> {
  return Object.fromEntries(Object.keys(definition.outputs).map((port) => [port, known[port] ?? {}]))
}
