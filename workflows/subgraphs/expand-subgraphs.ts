import type { EdgeEnd, Graph, GraphEdge, GraphGroup, GraphNode, NodeId } from '../graph.ts'
import { oncePerSource } from '../once-per-source.ts'
import { containerAround, type Level, openLevels, type SubgraphProblem } from './open-levels.ts'
import { followWires } from './follow-wires.ts'
import { type Layered, subgraphIdOf } from './subgraph.ts'

export interface FlatWorkflow {
  /** Without instances: the node `b` inside the instance `a` is called `a/b`. An instance that cannot be opened stays. */
  readonly graph: Graph
  readonly problems: readonly SubgraphProblem[]
}

/**
 * Writes out all subgraphs, at any depth, with the values of their instances. A workflow without any keeps its graph
 * as it is. Workflows are never changed, only replaced: each is written out once.
 */
export const expandSubgraphs: (workflow: Layered) => FlatWorkflow = oncePerSource(expand)

/** The graph of a workflow as it is run. */
export const flatGraph = (workflow: Layered): Graph => expandSubgraphs(workflow).graph

function expand(workflow: Layered): FlatWorkflow {
  const { graph } = workflow
  const hasInstances = Object.values(graph.nodes).some(({ type }) => subgraphIdOf(type) !== undefined)
  if (!hasInstances) return { graph, problems: [] }
  const { top, problems } = openLevels(workflow)
  const wires = followWires(problems)
  const edges = levelsOf(top).flatMap((level) => level.graph.edges.flatMap((edge) => flatEdges(edge, level)))
  const flat = {
    nodes: Object.fromEntries(flatNodes(top)),
    edges,
    groups: flatGroups(top),
    notes: graph.notes,
  }
  return { graph: flat, problems }

  function flatEdges({ from, to, order }: GraphEdge, level: Level): GraphEdge[] {
    const source = wires.source(level, from)
    const targets = wires.targets(level, { ...to, order })
    return source ? targets.map((target) => flatEdge(source, target)) : []
  }
}

function flatEdge(from: EdgeEnd, { order, ...to }: EdgeEnd & { readonly order?: number }): GraphEdge {
  return { from, to, ...(order !== undefined && { order }) }
}

function levelsOf(level: Level): readonly Level[] {
  return [level, ...[...level.instances.values()].flatMap(({ inside }) => levelsOf(inside))]
}

function flatNodes(level: Level): readonly (readonly [NodeId, GraphNode])[] {
  const { graph, prefix, instances, mode } = level
  return Object.entries(graph.nodes).flatMap(([id, node]) => {
    const instance = instances.get(id)
    if (instance) return flatNodes(instance.inside)
    const parent = containerAround(level, node) ?? (node.parent && prefix + node.parent)
    return [[prefix + id, { ...node, mode: mode ?? node.mode, parent }] as const]
  })
}

function flatGroups(top: Level): Record<string, GraphGroup> {
  const groups = levelsOf(top).flatMap(({ graph, prefix }) =>
    Object.entries(graph.groups).map(([id, group]) => [prefix + id, group] as const),
  )
  return Object.fromEntries(groups)
}
