import type { WorkflowMigration } from '../define-migration.ts'

type Loose = Record<string, unknown>

/** Version 0 (the first week's drafts) kept positions as `[x, y]` and had no groups, notes or subgraphs. */
export const migration: WorkflowMigration = {
  from: 0,
  up: (file) => {
    const graph = (file.graph ?? {}) as { nodes?: Record<string, Loose>; edges?: unknown }
    const nodes = Object.entries(graph.nodes ?? {}).map(([id, node]) => [id, withPosition(node)] as const)
    return {
      subgraphs: {},
      ...file,
      graph: { groups: {}, notes: {}, ...graph, nodes: Object.fromEntries<Loose>(nodes) },
    }
  },
  example: {
    format: 'reelgraph',
    version: 0,
    id: '0197a3c0-0000-7000-8000-000000000000',
    name: 'draft',
    graph: { nodes: { prompt: { type: 'prompt', version: 1, params: {}, position: [10, 20] } }, edges: [] },
  },
}

function withPosition(node: Loose): Loose {
  if (!Array.isArray(node.position)) return node
  const [x, y] = node.position as number[]
  return { ...node, position: { x, y } }
}
