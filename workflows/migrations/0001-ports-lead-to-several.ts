import type { WorkflowMigration } from '../define-migration.ts'

type Loose = Record<string, unknown>

/** Version 1 let a port of a subgraph stand for exactly one inner port. */
export const migration: WorkflowMigration = {
  from: 1,
  up: (file) => {
    const subgraphs = Object.entries((file.subgraphs ?? {}) as Record<string, Loose>)
    return {
      ...file,
      subgraphs: Object.fromEntries(
        subgraphs.map(([id, subgraph]) => [
          id,
          { ...subgraph, inputs: withLists(subgraph.inputs), outputs: withLists(subgraph.outputs) },
        ]),
      ),
    }
  },
  example: {
    format: 'reelgraph',
    version: 1,
    id: '0197a3c0-0000-7000-8000-000000000001',
    name: 'draft',
    graph: { nodes: {}, edges: [] },
    subgraphs: {
      sampling: {
        ...{ revision: 0, name: 'Sampling', graph: { nodes: {}, edges: [] } },
        inputs: [{ name: 'model', type: 'MODEL', inner: { node: 'sample', port: 'model' } }],
        outputs: [],
      },
    },
  },
}

function withLists(ports: unknown): unknown {
  if (!Array.isArray(ports)) return ports
  return (ports as Loose[]).map((port) =>
    Array.isArray(port.inner) ? port : { ...port, inner: [port.inner] },
  )
}
