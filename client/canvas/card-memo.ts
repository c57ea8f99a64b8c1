import type { NodeProps } from '@xyflow/react'
import type { CanvasNode } from './draw-graph.ts'

/** React Flow hands a card its place on every frame of a drag; what a card shows does not depend on it. */
export function sameCard(a: NodeProps<CanvasNode>, b: NodeProps<CanvasNode>): boolean {
  return a.id === b.id && a.data === b.data && a.selected === b.selected
}
