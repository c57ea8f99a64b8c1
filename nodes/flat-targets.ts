import type { Graph, NodeId } from '../workflows/graph.ts'

/** Nodes of the flat graph to run up to: of an instance those whose values stay in it or leave it. */
export function flatTargets(graph: Graph, targets: readonly NodeId[]): readonly NodeId[] {
  return targets.flatMap((target) => {
    const inside = nodesUnder(graph, target)
    if (inside.length === 0) return [target]
    const feedsInside = new Set(
      graph.edges.filter(({ to }) => to.node.startsWith(`${target}/`)).map(({ from }) => from.node),
    )
    return inside.filter((id) => !feedsInside.has(id))
  })
}

/** Nodes of the flat graph: of an instance all that are inside. */
export function flatFollowers(graph: Graph, nodes: readonly NodeId[]): readonly NodeId[] {
  return nodes.flatMap((node) => {
    const inside = nodesUnder(graph, node)
    return inside.length > 0 ? inside : [node]
  })
}

function nodesUnder({ nodes }: Graph, target: NodeId): readonly NodeId[] {
  if (target in nodes) return []
  return Object.keys(nodes).filter((id) => id.startsWith(`${target}/`))
}
