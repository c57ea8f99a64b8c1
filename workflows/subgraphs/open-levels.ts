import type { Graph, GraphNode, NodeId } from '../graph.ts'
import type { MessageValues } from '../text.ts'
import { definitionOf, type Layered, type Subgraph, subgraphIdOf } from './subgraph.ts'

/** What keeps an instance from being opened, or a wire of it from leading on. */
export interface SubgraphProblem {
  readonly code:
    | 'subgraph-missing'
    | 'subgraph-in-itself'
    | 'subgraphs-too-many'
    | 'subgraph-output-empty'
    | 'subgraph-without-port'
    | 'bypass-without-match'
  /** Path of the instance. */
  readonly node: string
  readonly port?: string
  readonly values: MessageValues
}

/** A graph on its way to being flat: with the values of the instance it is inside of. */
export interface Level {
  readonly graph: Graph
  /** Before the ids of its nodes: `a/b/`. */
  readonly prefix: string
  readonly instances: ReadonlyMap<NodeId, Instance>
  /** Of an instance around it: for all that is inside. */
  readonly mode: GraphNode['mode']
  /** Flat id of the for-each group around it. */
  readonly container: string | undefined
  readonly around: { readonly level: Level; readonly node: NodeId; readonly definition: Subgraph } | undefined
}

export interface Instance {
  readonly definition: Subgraph
  readonly mode: GraphNode['mode']
  readonly inside: Level
}

/** Definitions may hold each other twice and more: thirty of them could fill any memory. */
const maxNodes = 20_000
/** Nobody nests like this by hand; a file could. */
export const maxDepth = 100

/** Opens all instances of a workflow, at any depth; one that cannot be opened stays a node. */
export function openLevels({ graph, subgraphs }: Layered): {
  readonly top: Level
  readonly problems: SubgraphProblem[]
} {
  const problems: SubgraphProblem[] = []
  let left = maxNodes

  function open(place: Omit<Level, 'instances'>, within: readonly string[]): Level {
    const instances = new Map<NodeId, Instance>()
    const level: Level = { ...place, instances }
    for (const [id, node] of Object.entries(place.graph.nodes)) {
      const subgraph = subgraphIdOf(node.type)
      if (subgraph === undefined) continue
      const definition = definitionOf(node, subgraphs)
      const refused = refusal(subgraph, definition, within)
      if (!definition || refused) {
        const values = { name: definition?.name ?? node.title ?? id }
        problems.push({ code: refused ?? 'subgraph-missing', node: place.prefix + id, values })
        continue
      }
      left -= Object.keys(definition.graph.nodes).length
      const mode = place.mode ?? node.mode
      const inner = {
        ...{ graph: withValues(definition, node), prefix: `${place.prefix}${id}/`, mode },
        ...{ container: containerAround(level, node), around: { level, node: id, definition } },
      }
      instances.set(id, { definition, mode: node.mode, inside: open(inner, [...within, subgraph]) })
    }
    return level
  }

  function refusal(subgraph: string, definition: Subgraph | undefined, within: readonly string[]) {
    if (!definition) return 'subgraph-missing'
    if (within.includes(subgraph)) return 'subgraph-in-itself'
    const isTooMuch = within.length >= maxDepth || Object.keys(definition.graph.nodes).length > left
    return isTooMuch ? 'subgraphs-too-many' : undefined
  }

  const top = open({ graph, prefix: '', mode: undefined, container: undefined, around: undefined }, [])
  return { top, problems }
}

/** The definition's graph with an instance's own values at the params its ports lead to. */
export function withValues({ graph, inputs }: Subgraph, { params }: GraphNode): Graph {
  const own = inputs.flatMap(({ name, inner }) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    return value === undefined ? [] : inner.map((end) => ({ ...end, value }))
  })
  if (own.length === 0) return graph
  const nodes = { ...graph.nodes }
  for (const { node: id, port, value } of own) {
    const node = nodes[id]
    if (node) nodes[id] = { ...node, params: { ...node.params, [port]: value } }
  }
  return { ...graph, nodes }
}

/** The for-each group a node of a level lies in, inside or around. */
export function containerAround(
  { graph, prefix, container }: Level,
  { parent }: GraphNode,
): string | undefined {
  return parent !== undefined && graph.groups[parent]?.forEach ? prefix + parent : container
}
