import type { Graph, GraphEdge, GraphNode, NodeId } from '../workflows/graph.ts'
import { followersOf } from '../workflows/graph-order.ts'
import type { JsonValue } from '../workflows/json.ts'
import type { Problem } from '../workflows/problem.ts'
import { maxCells, type SweepCell, sweepOf, sweepValues } from '../workflows/sweep.ts'
import { type Catalog, targetPort } from './catalog.ts'
import { problem } from './problem.ts'
import { countCells, type SweepAxis, sweepCells, unevenAxes } from './sweep-cells.ts'

export interface ExpandedGraph {
  /** Without sweeps: each node that depends on one is there once per cell, as `node~1`, `node~2` … */
  readonly graph: Graph
  /** Of the sweeps outside for-each containers; empty when there are none. */
  readonly cells: readonly SweepCell[]
  /** The planned nodes that stand for a node of the graph: its copies, or itself. */
  readonly copiesOf: (node: NodeId) => readonly NodeId[]
  readonly problems: readonly Problem[]
}

/**
 * Writes out a graph's sweeps. The members of a group with `forEach` are copied, as `node@1`, `node@2` …, for the
 * sweeps inside it only: what leaves the group goes, in order, as many wires into a port that takes many. All other sweeps copy
 * everything that follows from them.
 */
export function expandSweeps(graph: Graph, catalog: Catalog): ExpandedGraph {
  const axes = axesOf(graph)
  const problems = axesProblems(graph, axes)
  const copies = new Map<NodeId, readonly NodeId[]>()
  if (axes.length === 0 || problems.length > 0) return { graph, cells: [], copiesOf: (id) => [id], problems }
  let expanded = graph
  for (const [container, own] of containersOf(graph, axes)) {
    const members = membersOf(expanded, container)
    const inside = { ...expanded, edges: expanded.edges.filter(({ to }) => members.has(to.node)) }
    const swept = [
      ...followersOf(
        inside,
        own.map(({ node }) => node),
      ),
    ].filter((id) => members.has(id))
    problems.push(...leavingProblems(expanded, new Set(swept), catalog))
    expanded = copyNodes(expanded, { swept: new Set(swept), cells: sweepCells(own), copies, mark: '@' })
  }
  const outer = axes.filter(({ node }) => containerOf(graph, node) === undefined)
  const cells = sweepCells(outer)
  if (cells.length > 0) {
    const swept = followersOf(
      expanded,
      outer.map(({ node }) => node),
    )
    expanded = copyNodes(expanded, { swept, cells, copies, mark: '~' })
  }
  const copiesOf = (id: NodeId): readonly NodeId[] =>
    (copies.get(id) ?? []).length > 0 ? (copies.get(id) ?? []).flatMap(copiesOf) : [id]
  return { graph: expanded, cells, copiesOf, problems }
}

/** Swept params of all nodes that run. */
function axesOf(graph: Graph): readonly SweepAxis[] {
  return Object.entries(graph.nodes).flatMap(([node, { params, mode }]) => {
    if (mode !== undefined) return []
    return Object.entries(params).flatMap(([param, value]) => {
      const sweep = sweepOf(value)
      return sweep
        ? [{ node, param, values: sweepValues(sweep), zip: sweep.with, source: value as object }]
        : []
    })
  })
}

function axesProblems(graph: Graph, axes: readonly SweepAxis[]): Problem[] {
  const place = ({ node, param }: SweepAxis) => ({ node, port: param })
  const empty = axes.filter(({ values }) => values.length === 0)
  const uneven = unevenAxes(axes)
  const found = [
    ...empty.map((axis) => problem('sweep-empty', { param: axis.param }, place(axis))),
    ...uneven.map((axis) =>
      problem(
        'sweep-uneven',
        { param: axis.param, count: axis.values.length, name: axis.zip ?? '' },
        place(axis),
      ),
    ),
  ]
  const scopes: (readonly SweepAxis[])[] = [axes.filter(({ node }) => containerOf(graph, node) === undefined)]
  for (const [, own] of containersOf(graph, axes)) scopes.push(own)
  for (const scope of scopes) {
    const [first] = scope
    const count = countCells(scope)
    if (first && count > maxCells)
      found.push(problem('sweep-too-large', { count, max: maxCells }, place(first)))
  }
  return found
}

function containerOf(graph: Graph, node: NodeId): string | undefined {
  const parent = graph.nodes[node]?.parent
  return parent !== undefined && graph.groups[parent]?.forEach ? parent : undefined
}

function containersOf(graph: Graph, axes: readonly SweepAxis[]): ReadonlyMap<string, readonly SweepAxis[]> {
  const containers = new Map<string, SweepAxis[]>()
  for (const axis of axes) {
    const container = containerOf(graph, axis.node)
    if (container !== undefined) containers.set(container, [...(containers.get(container) ?? []), axis])
  }
  return containers
}

function membersOf(graph: Graph, container: string): ReadonlySet<NodeId> {
  return new Set(Object.keys(graph.nodes).filter((id) => graph.nodes[id]?.parent === container))
}

/** What leaves a container is a list: a port that takes one value cannot take it. */
function leavingProblems(graph: Graph, swept: ReadonlySet<NodeId>, catalog: Catalog): readonly Problem[] {
  return graph.edges.flatMap(({ from, to }) => {
    if (!swept.has(from.node) || swept.has(to.node)) return []
    const definition = catalog.nodes.get(graph.nodes[to.node]?.type ?? '')
    if (!definition || targetPort(definition, to.port)?.many) return []
    return [problem('each-into-one', { port: to.port, node: from.node }, { node: to.node, port: to.port })]
  })
}

interface CopyRequest {
  readonly swept: ReadonlySet<NodeId>
  readonly cells: readonly SweepCell[]
  /** Node → its copies; added to. */
  readonly copies: Map<NodeId, readonly NodeId[]>
  /** Before the number in a copy's id. */
  readonly mark: '~' | '@'
}

function copyNodes(graph: Graph, { swept, cells, copies, mark }: CopyRequest): Graph {
  const numbers = cells.map((_, index) => index + 1)
  const nodes = Object.entries(graph.nodes).flatMap(([id, node]): [NodeId, GraphNode][] => {
    if (!swept.has(id)) return [[id, node]]
    copies.set(
      id,
      numbers.map((number) => `${id}${mark}${number}`),
    )
    return cells.map((cell, index) => [`${id}${mark}${index + 1}`, withValues(id, node, cell)])
  })
  const edges = graph.edges.flatMap((edge): GraphEdge[] => {
    const { from, to, order = 0 } = edge
    if (!swept.has(from.node) && !swept.has(to.node)) return [edge]
    return numbers.map((number) => ({
      from: swept.has(from.node) ? { ...from, node: `${from.node}${mark}${number}` } : from,
      to: swept.has(to.node) ? { ...to, node: `${to.node}${mark}${number}` } : to,
      // Between this wire and the next one of a port that takes many.
      order: swept.has(to.node) ? order : order + number / (cells.length + 1),
    }))
  })
  return { ...graph, nodes: Object.fromEntries(nodes), edges }
}

/** The node with its values of one cell. */
function withValues(id: NodeId, node: GraphNode, { values }: SweepCell): GraphNode {
  const own = Object.keys(node.params).filter((param) => `${id}.${param}` in values)
  if (own.length === 0) return node
  const chosen = own.map((param) => [param, values[`${id}.${param}`] ?? null] as const)
  return { ...node, params: { ...node.params, ...Object.fromEntries<JsonValue>(chosen) } }
}
