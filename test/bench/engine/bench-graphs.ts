import type { Graph, GraphEdge, GraphNode } from '../../../workflows/graph.ts'
import type { Workflow } from '../../../workflows/workflow-file.ts'

/** Shapes of graphs of cheap nodes (`join-text`), as the table of the issue names them. */
export type Shape = 'fan' | 'tree' | 'chain'

/** @param count nodes, the one that shows the result included. */
export function graphOfShape(shape: Shape, count: number, word: string): Graph {
  switch (shape) {
    case 'fan':
      return fan(count, word)
    case 'tree':
      return tree(count, word)
    case 'chain':
      return chain(count, word)
    default:
      return shape satisfies never
  }
}

export function workflowOf(graph: Graph, id: string): Workflow {
  return { format: 'reelgraph', version: 2, id, name: 'bench', graph, subgraphs: {} }
}

/** One text, `count - 3` nodes that read it, one that joins them all, one that shows it. */
function fan(count: number, word: string): Graph {
  const leaves = ids('leaf', count - 3)
  return graph(
    [
      ['word', text(word)],
      ...leaves.map((id) => [id, join(id)] as const),
      ['all', join('all')],
      ['show', show()],
    ],
    [...leaves.flatMap((id) => [wire('word', id), wire(id, 'all')]), wire('all', 'show', 'value')],
  )
}

/** A binary tree that grows together: each node joins two. */
function tree(count: number, word: string): Graph {
  const joins = ids('join', count - 2)
  const wires = joins.flatMap((id, index) => {
    const below = [2 * index + 1, 2 * index + 2].flatMap((at) => (joins[at] ? [joins[at]] : []))
    return below.length > 0 ? below.map((from) => wire(from, id)) : [wire('word', id)]
  })
  return graph(
    [['word', text(word)], ...joins.map((id) => [id, join(id)] as const), ['show', show()]],
    [...wires, wire(joins[0] ?? 'word', 'show', 'value')],
  )
}

/** Each node reads the one before it. */
function chain(count: number, word: string): Graph {
  const joins = ids('join', count - 2)
  return graph(
    [['word', text(word)], ...joins.map((id) => [id, join(id)] as const), ['show', show()]],
    [
      ...joins.map((id, index) => wire(joins[index - 1] ?? 'word', id)),
      wire(joins.at(-1) ?? 'word', 'show', 'value'),
    ],
  )
}

function ids(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`)
}

function graph(nodes: readonly (readonly [string, GraphNode])[], edges: readonly GraphEdge[]): Graph {
  // Wires into one port are told apart by their order.
  return {
    nodes: Object.fromEntries(nodes),
    edges: edges.map((edge, order) => ({ ...edge, order })),
    groups: {},
    notes: {},
  }
}

function wire(from: string, to: string, port = 'texts'): GraphEdge {
  return { from: { node: from, port: 'text' }, to: { node: to, port } }
}

const node = (type: string, params: GraphNode['params']): GraphNode => ({
  ...{ type, version: 1, params, position: { x: 0, y: 0 } },
})
const text = (value: string) => node('text', { text: value })
/** Each with a separator of its own: equal nodes would run once. */
const join = (separator: string) => node('join-text', { separator })
const show = () => node('preview', {})
