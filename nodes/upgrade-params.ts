import type { Graph, GraphNode } from '../workflows/graph.ts'
import type { Workflow } from '../workflows/workflow-file.ts'
import type { Catalog } from './catalog.ts'
import type { AnyNodeDefinition } from './define-node.ts'

/**
 * Brings every node's params to its installed version, step by step.
 * Unknown nodes and nodes of a newer version stay as they are; `checkGraph` reports them.
 */
export function upgradeWorkflow(workflow: Workflow, catalog: Catalog): Workflow {
  const subgraphs = Object.entries(workflow.subgraphs).map(
    ([id, subgraph]) => [id, { ...subgraph, graph: upgradeGraph(subgraph.graph, catalog) }] as const,
  )
  return {
    ...workflow,
    graph: upgradeGraph(workflow.graph, catalog),
    subgraphs: Object.fromEntries(subgraphs),
  }
}

function upgradeGraph(graph: Graph, catalog: Catalog): Graph {
  const nodes = Object.entries(graph.nodes).map(([id, node]) => {
    const definition = catalog.nodes.get(node.type)
    return [id, definition ? upgradeNode(node, definition) : node] as const
  })
  const isUpgraded = nodes.some(([id, node]) => node !== graph.nodes[id])
  return isUpgraded ? { ...graph, nodes: Object.fromEntries(nodes) } : graph
}

function upgradeNode(node: GraphNode, definition: AnyNodeDefinition): GraphNode {
  if (node.version >= definition.version) return node
  let params = node.params
  for (let version = node.version; version < definition.version; version++) {
    params = definition.upgrade?.[version]?.(params) ?? params
  }
  return { ...node, version: definition.version, params }
}
