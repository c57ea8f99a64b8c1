import type { InferWorld } from '../../nodes/define-node.ts'
import type { Graph, GraphEdge, GraphNode } from '../../workflows/graph.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { Workflow } from '../../workflows/workflow-file.ts'

interface NodeSketch extends Partial<Omit<GraphNode, 'params'>> {
  readonly type: string
  readonly params?: Record<string, JsonValue>
}

/** A graph from short words: nodes by id, wires as `from.port → to.port`. */
export function graphOf(nodes: Readonly<Record<string, NodeSketch>>, wires: readonly string[] = []): Graph {
  const full = Object.entries(nodes).map(([id, node]) => [
    id,
    { version: 1, params: {}, position: { x: 0, y: 0 }, ...node },
  ])
  return {
    nodes: Object.fromEntries(full) as Graph['nodes'],
    edges: wires.map(edgeOf),
    groups: {},
    notes: {},
  }
}

function edgeOf(wire: string, order: number): GraphEdge {
  const [from, to] = wire.split(' → ').map((end) => {
    const [node = '', port = ''] = end.split('.')
    return { node, port }
  })
  return { from: from!, to: to!, order }
}

export function workflowOf(graph: Graph, name = 'test'): Workflow {
  return {
    format: 'reelgraph',
    version: 2,
    id: '0197a3c0-0000-7000-8000-00000000000a',
    name,
    graph,
    subgraphs: {},
  }
}

/** No models, no assets. */
export const emptyWorld: InferWorld = {
  model: () => undefined,
  installedModels: () => [],
  asset: () => undefined,
}
