import type { NodeData } from '../../nodes/node-data.ts'
import type { Point } from '../../workflows/graph-edits.ts'
import { newCard } from '../document/convert-wire.ts'
import { currentGraph } from '../document/document-store.ts'
import { freePlace } from '../document/free-place.ts'
import { sizeOf } from './canvas-nodes.ts'
import { middleOfView } from './canvas-view.ts'

/** Where a new card covers no other, nearest to the middle of what is in view; in canvas units. */
export function roomInView(node: NodeData): Point {
  const taken = Object.entries(currentGraph().nodes).map(([id, { position }]) => ({
    ...position,
    ...sizeOf(id),
  }))
  return freePlace({ ...middleOfView(), ...newCard(node) }, taken)
}
