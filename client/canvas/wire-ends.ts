import type { NodeHandle } from '@xyflow/react'
import type { CanvasNode, Wire } from './draw-graph.ts'

/** Where a wire begins and ends on the canvas. */
export interface WireEnds {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

/** The level stretch of a wire that would otherwise run behind cards. */
export interface Lane {
  /** Where the wire comes onto the level, and where it leaves it. */
  readonly enterX: number
  readonly leaveX: number
  readonly y: number
  /** Of the wire it was found for: one whose ends have moved has none. */
  readonly ends: WireEnds
}

export interface Drawn {
  readonly nodes: readonly CanvasNode[]
  readonly handles: (id: string) => readonly NodeHandle[]
}

/** Finds the ends of wires among what is drawn; undefined for one whose card is not. */
export function endsAmong({ nodes, handles }: Drawn): (wire: Wire) => WireEnds | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const end = (id: string, type: 'source' | 'target', port?: string | null) => {
    const node = byId.get(id)
    const handle = handles(id).find((one) => one.id === port && one.type === type) ?? node?.handles?.[0]
    if (!node || !handle) return undefined
    const side = type === 'source' ? (handle.width ?? 0) : 0
    return { x: node.position.x + handle.x + side, y: node.position.y + handle.y + (handle.height ?? 0) / 2 }
  }
  return ({ source, sourceHandle, target, targetHandle }) => {
    const from = end(source, 'source', sourceHandle)
    const to = end(target, 'target', targetHandle)
    return from && to ? { sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y } : undefined
  }
}
