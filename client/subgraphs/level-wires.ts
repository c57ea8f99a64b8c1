import type { Graph, GraphEdge } from '../../workflows/graph.ts'
import { wiresOf } from '../../workflows/subgraphs/boundary-wires.ts'
import type { GraphPlace, Subgraph } from '../../workflows/subgraphs/subgraph.ts'
import { currentDocument, currentPlace, usePlace, useWorkflow } from '../document/document-store.ts'

const known = new WeakMap<Subgraph, readonly GraphEdge[]>()

/** The wires of a graph in view: inside a subgraph those to its ports, too. */
function levelWires({ graph }: GraphPlace, definition: Subgraph | undefined): readonly GraphEdge[] {
  if (!definition) return graph.edges
  const wires = known.get(definition) ?? wiresOf({ graph, definition })
  known.set(definition, wires)
  return wires
}

export function useWires<T>(select: (wires: readonly GraphEdge[]) => T): T {
  const subgraph = usePlace((place) => place.subgraph)
  const definition = useWorkflow(({ subgraphs }) =>
    subgraph === undefined ? undefined : subgraphs[subgraph],
  )
  return usePlace((place) => select(levelWires(place, definition)))
}

/** The definition a person went into. */
export function currentDefinition(): Subgraph | undefined {
  const { subgraph } = currentPlace()
  return subgraph === undefined ? undefined : currentDocument().workflow.subgraphs[subgraph]
}

/** The graph in view with the wires to the subgraph's ports. */
export function graphWithPorts(): Graph {
  const place = currentPlace()
  return { ...place.graph, edges: [...levelWires(place, currentDefinition())] }
}
