import { useMemo } from 'react'
import { incomingEdges } from '../../workflows/graph-order.ts'
import { useGraph } from '../document/document-store.ts'

/** A picture or clip that is wired into a storyboard; its asset when a loader holds it. */
export interface CardSource {
  readonly node: string
  readonly asset?: string
}

/** The sources at a port, in the order cards count them. */
export function useCardSources(node: string, port: string): readonly CardSource[] {
  const graph = useGraph((now) => now)
  return useMemo(() => {
    const wires = (incomingEdges(graph).get(node) ?? []).filter(({ to }) => to.port === port)
    return wires.map(({ from }) => {
      const asset = graph.nodes[from.node]?.params.asset
      return { node: from.node, ...(typeof asset === 'string' && asset !== '' && { asset }) }
    })
  }, [graph, node, port])
}
