import { UserFailure } from '../workflows/failure.ts'
import type { Graph, NodeId } from '../workflows/graph.ts'
import type { JsonValue } from '../workflows/json.ts'
import type { Workflow } from '../workflows/workflow-file.ts'
import type { Catalog } from './catalog.ts'
import type { Param } from './define-param.ts'

/**
 * Lays values over a workflow's params: `{ "prompt.text": "…" }`, by node id or title.
 * Text from a command line becomes the param's kind.
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
