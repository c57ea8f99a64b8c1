import type { CheckAnswer } from '../../workflows/api.ts'
import { incomingEdges } from '../../workflows/graph-order.ts'
import type { Graph, GraphEdge, NodeId } from '../../workflows/graph.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { NodeData } from '../../nodes/node-data.ts'

/** How much of what a node's prompt becomes part of is read where it is encoded. */
export interface PromptReading {
  readonly tokens: number
  readonly limit: number
  /** The words that are read, without marks, when there are more. */
  readonly read?: string
}

type Facts = CheckAnswer['facts']
type Definitions = ReadonlyMap<string, NodeData>

/**
 * Where the words of an encoder come from: its own node and all that leads into its texts, nearest first. Names of nodes
 * are paths, as in a graph without subgraphs.
 */
function writersOf(graph: Graph, encoder: NodeId, incoming: ReadonlyMap<NodeId, readonly GraphEdge[]>) {
  const found = [encoder]
  for (const id of found) {
    const sources = (incoming.get(id) ?? []).map(({ from }) => from.node)
    found.push(...sources.filter((source) => !found.includes(source) && source in graph.nodes))
  }
  return found
}

/** The name of a node's prompt, when it has one that is written there. */
function promptParam({ nodes }: Graph, id: NodeId, definitions: Definitions): string | undefined {
  const params = definitions.get(nodes[id]?.type ?? '')?.params ?? []
  return params.find((param) => param.kind === 'text' && param.prompt)?.name
}

/** For every node with a prompt, the fullest of the encoders its words come to. */
export function promptReadings(
  graph: Graph,
  facts: Facts,
  definitions: Definitions,
): ReadonlyMap<NodeId, PromptReading> {
  const incoming = incomingEdges(graph)
  const readings = new Map<NodeId, PromptReading>()
  for (const [encoder, ports] of Object.entries(facts)) {
    const reading = Object.values(ports).flatMap((port) => readingOf(port) ?? [])[0]
    if (!reading || !(encoder in graph.nodes)) continue
    for (const id of writersOf(graph, encoder, incoming)) {
      if (promptParam(graph, id, definitions) === undefined) continue
      const other = readings.get(id)
      if (!other || other.tokens / other.limit < reading.tokens / reading.limit) readings.set(id, reading)
    }
  }
  return readings
}

function readingOf({
  tokens,
  tokenLimit,
  read,
}: Readonly<Record<string, JsonValue>>): PromptReading | undefined {
  if (typeof tokens !== 'number' || typeof tokenLimit !== 'number') return undefined
  return { tokens, limit: tokenLimit, ...(typeof read === 'string' && { read }) }
}

/** A prompt that is too long is found where it is encoded, and told where it was written. */
export function atItsPrompt(problem: Problem, graph: Graph, definitions: Definitions): Problem {
  if (problem.code !== 'prompt-too-long' || !problem.node) return problem
  for (const node of writersOf(graph, problem.node, incomingEdges(graph))) {
    const port = promptParam(graph, node, definitions)
    if (port !== undefined) return { ...problem, node, port }
  }
  return problem
}
