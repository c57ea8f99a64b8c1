import type { Graph, GraphEdge, GraphNode } from './graph.ts'
import type { JsonValue } from './json.ts'
import type { Workflow } from './workflow-file.ts'

/** One thing in which two workflows differ, as a person would tell it. */
export type WorkflowChange =
  | { readonly what: 'node-added' | 'node-removed'; readonly node: string; readonly type: string }
  | {
      readonly what: 'param'
      readonly node: string
      readonly type: string
      readonly param: string
      readonly before: JsonValue | undefined
      readonly after: JsonValue | undefined
    }
  | { readonly what: 'mode'; readonly node: string; readonly type: string; readonly mode: string }
  | { readonly what: 'title'; readonly node: string; readonly type: string }
  | { readonly what: 'wire-added' | 'wire-removed'; readonly edge: GraphEdge }
  | { readonly what: 'moved'; readonly count: number }
  | { readonly what: 'frames' | 'name' | 'description' | 'app' | 'subgraphs' }

/** What was done to get from one state of a workflow to the other; empty when they are equal. */
export function diffWorkflows(before: Workflow, after: Workflow): readonly WorkflowChange[] {
  const texts = (['name', 'description'] as const).filter((field) => before[field] !== after[field])
  const rest = (['app', 'subgraphs'] as const).filter((field) => !same(before[field], after[field]))
  return [
    ...diffNodes(before.graph, after.graph),
    ...diffWires(before.graph, after.graph),
    ...[...texts, ...rest].map((what) => ({ what })),
  ]
}

function diffNodes(before: Graph, after: Graph): readonly WorkflowChange[] {
  const kept = Object.keys(after.nodes).filter((id) => id in before.nodes)
  const pairs = kept.flatMap((id) => {
    const [old, fresh] = [before.nodes[id], after.nodes[id]]
    return old && fresh ? [{ id, old, fresh }] : []
  })
  const moved = pairs.filter(({ old, fresh }) => !same(old.position, fresh.position)).length
  const framesDiffer = !same([before.groups, before.notes], [after.groups, after.notes])
  return [
    ...missing(before, after).map((node) => ({ what: 'node-added' as const, ...node })),
    ...missing(after, before).map((node) => ({ what: 'node-removed' as const, ...node })),
    ...pairs.flatMap(({ id, old, fresh }) => diffNode(id, old, fresh)),
    ...(moved > 0 ? [{ what: 'moved' as const, count: moved }] : []),
    ...(framesDiffer ? [{ what: 'frames' as const }] : []),
  ]
}

/** Nodes of `graph` that are not in `from`. */
function missing(from: Graph, graph: Graph) {
  return Object.entries(graph.nodes)
    .filter(([id]) => !(id in from.nodes))
    .map(([node, { type }]) => ({ node, type }))
}

function diffNode(node: string, before: GraphNode, after: GraphNode): readonly WorkflowChange[] {
  const { type } = after
  const names = new Set([...Object.keys(before.params), ...Object.keys(after.params)])
  const params = [...names].filter((param) => !same(before.params[param], after.params[param]))
  return [
    ...params.map((param) => ({
      ...{ what: 'param' as const, node, type, param },
      ...{ before: before.params[param], after: after.params[param] },
    })),
    ...(before.mode === after.mode
      ? []
      : [{ what: 'mode' as const, node, type, mode: after.mode ?? 'active' }]),
    ...(before.title === after.title ? [] : [{ what: 'title' as const, node, type }]),
  ]
}

function diffWires(before: Graph, after: Graph): readonly WorkflowChange[] {
  const key = ({ from, to }: GraphEdge) => `${from.node}.${from.port} ${to.node}.${to.port}`
  const had = new Set(before.edges.map(key))
  const has = new Set(after.edges.map(key))
  return [
    ...after.edges
      .filter((edge) => !had.has(key(edge)))
      .map((edge) => ({ what: 'wire-added' as const, edge })),
    ...before.edges
      .filter((edge) => !has.has(key(edge)))
      .map((edge) => ({ what: 'wire-removed' as const, edge })),
  ]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
