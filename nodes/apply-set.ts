import { UserFailure } from '../workflows/failure.ts'
import type { NodeId } from '../workflows/graph.ts'
import type { JsonValue } from '../workflows/json.ts'
import { flatGraph } from '../workflows/subgraphs/expand-subgraphs.ts'
import { placeOfParam, withValueAt } from '../workflows/subgraphs/inner-values.ts'
import { graphAt } from '../workflows/subgraphs/subgraph.ts'
import type { Workflow } from '../workflows/workflow-file.ts'
import type { Catalog } from './catalog.ts'
import type { Param } from './define-param.ts'
import { withSubgraphs } from './subgraph-catalog.ts'

/**
 * Lays values over a workflow's params: `{ "prompt.text": "…" }`, by node id or title; inside a subgraph by the path
 * `instance/node.param`, where a param that is shown on an instance is that instance's, any other the definition's.
 * Text from a command line becomes the param's kind, or a sweep: `1..4`, `["a cat", "a dog"]`.
 * @throws UserFailure `set-unknown` naming what is there instead.
 */
export function applySet(
  workflow: Workflow,
  set: Readonly<Record<string, JsonValue>>,
  catalog: Catalog,
): Workflow {
  const all = withSubgraphs(catalog, workflow.subgraphs)
  return Object.entries(set).reduce(
    (changed, [target, value]) => setOne(changed, { target, value }, all),
    workflow,
  )
}

function setOne(
  workflow: Workflow,
  { target, value }: { target: string; value: JsonValue },
  catalog: Catalog,
): Workflow {
  const dot = target.lastIndexOf('.')
  const path = findPath(workflow, target.slice(0, Math.max(0, dot)).split('/'))
  const place = path === undefined ? undefined : placeOfParam(workflow, path, target.slice(dot + 1))
  if (path === undefined || !place) {
    const nodes = Object.keys(flatGraph(workflow).nodes).join(', ')
    throw new UserFailure('set-unknown', { target, hint: `Nodes: ${nodes}.` })
  }
  const graph = graphAt(workflow, place.path).graph
  const params = catalog.nodes.get(graph.nodes[place.node]?.type ?? '')?.params ?? {}
  const param = Object.hasOwn(params, place.param) ? params[place.param] : undefined
  if (!param) {
    const names = Object.keys(params).join(', ')
    const hint = `Params of ${path}: ${names || '–'}.`
    throw new UserFailure('set-unknown', { target, hint }, { node: path })
  }
  return withValueAt(workflow, place, asKind(value, param))
}

/** Ids, or titles, from outside to inside as a path of ids. */
function findPath(workflow: Workflow, names: readonly string[]): string | undefined {
  const path: NodeId[] = []
  for (const name of names) {
    const { nodes } = graphAt(workflow, path).graph
    const id = Object.hasOwn(nodes, name)
      ? name
      : Object.keys(nodes).find((each) => nodes[each]?.title === name)
    if (id === undefined) return undefined
    path.push(id)
  }
  return path.join('/')
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
