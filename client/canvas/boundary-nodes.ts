import type { Node } from '@xyflow/react'
import type { Graph } from '../../workflows/graph.ts'
import { outside } from '../../workflows/subgraphs/boundary-wires.ts'
import type { PortSide, Subgraph } from '../../workflows/subgraphs/subgraph.ts'

/** The inputs or the outputs of the subgraph in view, as a card beside its graph. */
export type BoundaryNode = Node<{ readonly side: PortSide; readonly ports: string }, 'boundary'>

const cardWidth = 220
const gap = 96
const usualWidth = 240

/** The two cards, left and right of all nodes; what did not change stays the same object. */
export function boundaryNodes(definition: Subgraph, before: readonly Node[]): readonly BoundaryNode[] {
  const box = boxOf(definition.graph)
  const places = {
    inputs: { x: box.left - gap - cardWidth, y: box.top },
    outputs: { x: box.right + gap, y: box.top },
  }
  return (['inputs', 'outputs'] as const).map((side) => {
    const position = places[side]
    const ports = JSON.stringify(definition[side])
    const old = before.find(({ id }) => id === outside[side]) as BoundaryNode | undefined
    const isSame = old?.position.x === position.x && old.position.y === position.y
    if (old && isSame && old.data.ports === ports) return old
    return {
      ...old,
      ...{ id: outside[side], type: 'boundary' as const, position, width: cardWidth },
      ...{ data: { side, ports }, draggable: false, selectable: false, zIndex: 2 },
    }
  })
}

function boxOf({ nodes }: Graph): { readonly left: number; readonly right: number; readonly top: number } {
  const all = Object.values(nodes)
  if (all.length === 0) return { left: 0, right: usualWidth, top: 0 }
  return {
    left: Math.min(...all.map(({ position }) => position.x)),
    right: Math.max(...all.map(({ position, size }) => position.x + (size?.width ?? usualWidth))),
    top: Math.min(...all.map(({ position }) => position.y)),
  }
}
