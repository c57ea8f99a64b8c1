import type { Graph, GraphNode, NodeId } from '../workflows/graph.ts'
import type { JsonValue } from '../workflows/json.ts'
import { isRandomSeed, randomSweepCount } from '../workflows/random-seed.ts'
import { maxCells } from '../workflows/sweep.ts'
import type { Layered } from '../workflows/subgraphs/subgraph.ts'
import type { Catalog } from './catalog.ts'
import { withSubgraphs } from './subgraph-catalog.ts'

/** Replaces what is to be drawn by seeds, in subgraphs too; everything else stays. */
export function drawSeeds<W extends Layered>(workflow: W, catalog: Catalog, draw: () => number): W {
  const all = withSubgraphs(catalog, workflow.subgraphs)
  const subgraphs = Object.entries(workflow.subgraphs).map(
    ([id, subgraph]) => [id, { ...subgraph, graph: drawInGraph(subgraph.graph, all, draw) }] as const,
  )
  return {
    ...workflow,
    graph: drawInGraph(workflow.graph, all, draw),
    subgraphs: Object.fromEntries(subgraphs),
  }
}

function drawInGraph(graph: Graph, catalog: Catalog, draw: () => number): Graph {
  const nodes = Object.entries(graph.nodes).map(([id, node]): [NodeId, GraphNode] => {
    const names = seedParams(node, catalog).filter((name) => drawn(node.params[name], draw) !== undefined)
    if (names.length === 0) return [id, node]
    const values = names.map((name) => [name, drawn(node.params[name], draw) ?? null] as const)
    return [id, { ...node, params: { ...node.params, ...Object.fromEntries<JsonValue>(values) } }]
  })
  const isDrawn = nodes.some(([id, node]) => node !== graph.nodes[id])
  return isDrawn ? { ...graph, nodes: Object.fromEntries(nodes) } : graph
}

/** The plain seed of every node that has one, by `node.param`; a second one only varies the first. */
export function seedsOf(graph: Graph, catalog: Catalog): Record<string, number> {
  const seeds = Object.entries(graph.nodes).flatMap(([id, node]) =>
    seedParams(node, catalog)
      .slice(0, 1)
      .flatMap((name) => {
        const value = node.params[name] ?? catalog.nodes.get(node.type)?.params[name]?.default
        return typeof value === 'number' ? [[`${id}.${name}`, value] as const] : []
      }),
  )
  return Object.fromEntries(seeds)
}

function seedParams({ type }: GraphNode, catalog: Catalog): readonly string[] {
  const params = Object.entries(catalog.nodes.get(type)?.params ?? {})
  return params.filter(([, param]) => param.kind === 'seed').map(([name]) => name)
}

function drawn(value: JsonValue | undefined, draw: () => number): JsonValue | undefined {
  if (isRandomSeed(value)) return draw()
  const count = randomSweepCount(value)
  if (count === undefined) return undefined
  const { with: zip } = value as { readonly with?: string }
  const values = Array.from({ length: Math.min(count, maxCells + 1) }, draw)
  return { sweep: { values }, ...(zip !== undefined && { with: zip }) }
}
