import type { Graph, GraphEdge, GraphNode } from './graph.ts'
import type { JsonValue } from './json.ts'
import type { Subgraph, Subgraphs } from './subgraphs/subgraph.ts'
import type { Workflow } from './workflow-file.ts'

/** One thing in which two workflows differ, as a person would tell it; `inside` names the subgraph it is in. */
export type WorkflowChange = SingleChange & { readonly inside?: string }

type SingleChange =
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
  | { readonly what: 'subgraph-added' | 'subgraph-removed'; readonly name: string }
  | { readonly what: 'subgraph-renamed'; readonly name: string; readonly before: string }
  | { readonly what: 'subgraph-ports' | 'subgraph-revision'; readonly name: string }
  | { readonly what: 'frames' | 'name' | 'description' | 'app' }

/** What was done to get from one state of a workflow to the other; empty when they are equal. */
export function diffWorkflows(before: Workflow, after: Workflow): readonly WorkflowChange[] {
  const texts = (['name', 'description'] as const).filter((field) => before[field] !== after[field])
  const app = same(before.app, after.app) ? [] : (['app'] as const)
  return [
    ...diffGraphs(before.graph, after.graph),
    ...diffSubgraphs(before.subgraphs, after.subgraphs),
    ...[...texts, ...app].map((what) => ({ what })),
  ]
}

function diffGraphs(before: Graph, after: Graph): readonly SingleChange[] {
  return [...diffNodes(before, after), ...diffWires(before, after)]
}

function diffSubgraphs(before: Subgraphs, after: Subgraphs): readonly WorkflowChange[] {
  const added = Object.entries(after).filter(([id]) => !(id in before))
  const removed = Object.entries(before).filter(([id]) => !(id in after))
  return [
    ...added.map(([, { name }]) => ({ what: 'subgraph-added' as const, name })),
    ...removed.map(([, { name }]) => ({ what: 'subgraph-removed' as const, name })),
    ...Object.entries(after).flatMap(([id, fresh]) => {
      const old = before[id]
      return old && !same(old, fresh) ? diffSubgraph(old, fresh) : []
    }),
  ]
}

function diffSubgraph(before: Subgraph, after: Subgraph): readonly WorkflowChange[] {
  const { name } = after
  const ports = ({ inputs, outputs }: Subgraph) => [inputs, outputs]
  return [
    ...(before.name === name ? [] : [{ what: 'subgraph-renamed' as const, name, before: before.name }]),
    ...(same(ports(before), ports(after)) ? [] : [{ what: 'subgraph-ports' as const, name }]),
    ...(before.revision === after.revision ? [] : [{ what: 'subgraph-revision' as const, name }]),
    ...diffGraphs(before.graph, after.graph).map((change) => ({ ...change, inside: name })),
  ]
}

function diffNodes(before: Graph, after: Graph): readonly SingleChange[] {
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

function diffNode(node: string, before: GraphNode, after: GraphNode): readonly SingleChange[] {
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

function diffWires(before: Graph, after: Graph): readonly SingleChange[] {
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
