import { UserFailure } from '../workflows/failure.ts'
import type { Graph, NodeId } from '../workflows/graph.ts'
import type { JsonValue } from '../workflows/json.ts'
import type { Workflow } from '../workflows/workflow-file.ts'
import type { Catalog } from './catalog.ts'
import type { Param } from './define-param.ts'

/**
 * Lays values over a workflow's params: `{ "prompt.text": "…" }`, by node id or title.
 * Text from a command line becomes the param's kind, or a sweep: `1..4`, `["a cat", "a dog"]`.
 * @throws UserFailure `set-unknown` naming what is there instead.
 */
export function applySet(
  workflow: Workflow,
  set: Readonly<Record<string, JsonValue>>,
  catalog: Catalog,
): Workflow {
  const graph = Object.entries(set).reduce(
    (changed, [target, value]) => setOne(changed, { target, value }, catalog),
    workflow.graph,
  )
  return { ...workflow, graph }
}

function setOne(
  graph: Graph,
  { target, value }: { target: string; value: JsonValue },
  catalog: Catalog,
): Graph {
  const dot = target.lastIndexOf('.')
  const id = findNode(graph, target.slice(0, Math.max(0, dot)))
  const node = id === undefined ? undefined : graph.nodes[id]
  if (id === undefined || !node) {
    throw new UserFailure('set-unknown', { target, hint: `Nodes: ${Object.keys(graph.nodes).join(', ')}.` })
  }
  const name = target.slice(dot + 1)
  const params = catalog.nodes.get(node.type)?.params ?? {}
  const param = params[name]
  if (!param) {
    const names = Object.keys(params).join(', ')
    throw new UserFailure('set-unknown', { target, hint: `Params of ${id}: ${names || '–'}.` }, { node: id })
  }
  const changed = { ...node, params: { ...node.params, [name]: asKind(value, param) } }
  // A wire of the param's name would win over the value; who sets it wants the value.
  const edges = graph.edges.filter(({ to }) => to.node !== id || to.port !== name)
  return { ...graph, nodes: { ...graph.nodes, [id]: changed }, edges }
}

function findNode(graph: Graph, name: string): NodeId | undefined {
  if (name in graph.nodes) return name
  return Object.keys(graph.nodes).find((id) => graph.nodes[id]?.title === name)
}

/** What cannot become the kind stays text; the check of the graph then says what is wrong. */
function asKind(value: JsonValue, param: Param): JsonValue {
  if (typeof value !== 'string') return value
  const swept = sweepFromText(value, param)
  if (swept !== undefined) return swept
  switch (param.kind) {
    case 'number':
    case 'seed':
      return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value
    case 'toggle':
      return value === 'true' || (value === 'false' ? false : value)
    case 'text':
    case 'choice':
    case 'asset':
    case 'model':
      return value
    default:
      return param satisfies never
  }
}

const range = /^\s*(-?[\d.]+)\.\.(-?[\d.]+)(?:\s+(-?[\d.]+))?\s*$/

/** `[1, 5, 9]`, for numbers also `1..4` and `1..4 0.5`, for seeds `random` and `random 4`. */
function sweepFromText(text: string, { kind }: Param): JsonValue | undefined {
  const listed = listFromText(text)
  if (listed) return { sweep: { values: listed } }
  if (kind === 'seed' && text === 'random') return { random: true }
  const count = kind === 'seed' ? /^random (\d+)$/.exec(text)?.[1] : undefined
  if (count !== undefined) return { sweep: { random: Number(count) } }
  const [, from, to, step] = (kind === 'seed' || kind === 'number' ? range.exec(text) : undefined) ?? []
  if (from === undefined || to === undefined) return undefined
  return { sweep: { from: Number(from), to: Number(to), ...(step !== undefined && { step: Number(step) }) } }
}

function listFromText(text: string): readonly JsonValue[] | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    const parsed = JSON.parse(text) as JsonValue
    return Array.isArray(parsed) ? (parsed as readonly JsonValue[]) : undefined
  } catch {
    // A text that happens to begin with a bracket.
    return undefined
  }
}
