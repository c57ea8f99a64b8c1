import type { NodeId } from '../workflows/graph.ts'
import { definitionOf, type Layered, type Subgraph, subgraphIdOf } from '../workflows/subgraphs/subgraph.ts'
import type { GraphFacts } from './infer-graph.ts'

/** What is known of the outputs of all instances, by their paths: the facts of the nodes their ports stand for. */
export function instanceFacts({ graph, subgraphs }: Layered, facts: GraphFacts): GraphFacts {
  const found: GraphFacts = {}

  function look(nodes: Layered['graph']['nodes'], prefix: string, within: readonly string[]): void {
    for (const [id, node] of Object.entries(nodes)) {
      const own = subgraphIdOf(node.type)
      const definition = definitionOf(node, subgraphs)
      if (own === undefined || !definition || within.includes(own)) continue
      const path = prefix + id
      look(definition.graph.nodes, `${path}/`, [...within, own])
      found[path] = outputFacts(path, definition)
    }
  }

  function outputFacts(path: NodeId, { outputs }: Subgraph): GraphFacts[string] {
    const known = outputs.flatMap(({ name, inner: [end] }) => {
      const inside = end && `${path}/${end.node}`
      const own = inside === undefined ? undefined : (facts[inside] ?? found[inside])?.[end?.port ?? '']
      return own ? [[name, own] as const] : []
    })
    return Object.fromEntries(known)
  }

  look(graph.nodes, '', [])
  return found
}
