import type { InternalNode, NodeHandle } from '@xyflow/react'
import type { CanvasNode } from './draw-graph.ts'

const none: readonly NodeHandle[] = []

/** Where the ports of a card lie on it: as measured, else as estimated. */
export function handlesOf(node: InternalNode<CanvasNode> | InternalNode | undefined): readonly NodeHandle[] {
  const { source, target } = node?.internals.handleBounds ?? {}
  if (!source && !target) return node?.internals.userNode.handles ?? none
  return [...(source ?? none), ...(target ?? none)] as readonly NodeHandle[]
}
