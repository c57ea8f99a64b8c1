import { useMemo } from 'react'
import type { Graph } from '../../workflows/graph.ts'
import { incomingEdges } from '../../workflows/graph-order.ts'
import { useGraph } from '../document/document-store.ts'

/** A picture or clip that is wired into a storyboard; its asset when a loader holds it. */
export interface CardSource {
  readonly node: string
  readonly asset?: string
}

interface CardsPort {
  readonly node: string
  readonly port: string
}

/** The sources at a port, in the order cards count them. */
export function cardSources(graph: Graph, { node, port }: CardsPort): readonly CardSource[] {
  const wires = (incomingEdges(graph).get(node) ?? []).filter(({ to }) => to.port === port)
  return wires.map(({ from }) => {
    const asset = graph.nodes[from.node]?.params.asset
    return { node: from.node, ...(typeof asset === 'string' && asset !== '' && { asset }) }
  })
}

/** {@link cardSources} of the graph in view, kept up to date. */
export function useCardSources(node: string, port: string): readonly CardSource[] {
  const graph = useGraph((now) => now)
  return useMemo(() => cardSources(graph, { node, port }), [graph, node, port])
}
