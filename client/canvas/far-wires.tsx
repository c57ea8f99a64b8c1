import { type NodeHandle, type ReactFlowInstance, useStore, useStoreApi } from '@xyflow/react'
import { type CSSProperties, memo, useMemo } from 'react'
import { createPortal } from 'react-dom'
import type { Point } from '../../workflows/graph-edits.ts'
import { socketColor } from '../library/installed-store.ts'
import { useCanvas } from './canvas-nodes.ts'
import { useCanvasView } from './canvas-view.ts'
import type { CanvasNode, Wire } from './draw-graph.ts'
import { handlesOf } from './drawn-handles.ts'
import { wirePath } from './wire-path.ts'

/**
 * From afar all wires of a type are one path: a thousand elements would cost frames and nothing of them is read.
 * The wires of a card that is dragged are apart, so that the others are drawn once.
 */
export function FarWires() {
  const far = useCanvasView(({ detail }) => detail === 'far')
  const place = useStore(({ domNode }) => domNode)
  const layer = useMemo(() => place?.getElementsByClassName('react-flow__edges')[0], [place])
  return far && layer ? createPortal(<Paths />, layer) : null
}

function Paths() {
  const { nodes, edges } = useCanvas()
  // As text, so that it stays the same though the list of nodes is a new one on every frame of a drag.
  const dragged = nodes.flatMap(({ id, dragging }) => (dragging ? [id] : [])).join(' ')
  return (
    <svg className="far-wires" aria-hidden>
      <RestingPaths {...{ nodes, edges, dragged }} />
      {dragged && <TypePaths nodes={nodes} wires={edges.filter((wire) => isOn(wire, dragged))} />}
    </svg>
  )
}

interface RestingWires {
  readonly nodes: readonly CanvasNode[]
  readonly edges: readonly Wire[]
  /** Ids of the nodes that are dragged. */
  readonly dragged: string
}

const isOn = ({ source, target }: Wire, dragged: string): boolean =>
  dragged.split(' ').some((id) => id === source || id === target)

const RestingPaths = memo(
  function RestingPaths({ nodes, edges, dragged }: RestingWires) {
    return <TypePaths nodes={nodes} wires={edges.filter((wire) => !isOn(wire, dragged))} />
  },
  // What is not dragged lies still, though its list is a new one.
  (a, b) => a.edges === b.edges && a.dragged === b.dragged && (b.dragged !== '' || a.nodes === b.nodes),
)

function TypePaths({
  nodes,
  wires,
}: {
  readonly nodes: readonly CanvasNode[]
  readonly wires: readonly Wire[]
}) {
  const flow = useStoreApi<CanvasNode, Wire>()
  const handles = (id: string) => handlesOf(flow.getState().nodeLookup.get(id))
  return pathsByType(wires, { nodes, handles }).map(({ type, path }) => (
    <path key={type} d={path} style={{ '--port': socketColor(type) } as CSSProperties} />
  ))
}

/** A pointer need not hit a wire exactly, in pixels of the screen. */
const reach = 12

/** The wire under a point of the canvas, while wires are drawn together; none from near by. */
export function farWireAt({ x, y }: Point, flow: ReactFlowInstance<CanvasNode, Wire>): string | undefined {
  if (useCanvasView.getState().detail !== 'far') return undefined
  const { nodes, edges } = useCanvas.getState()
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return undefined
  context.lineWidth = reach / flow.getZoom()
  const handles = (id: string) => handlesOf(flow.getInternalNode(id))
  return farWirePaths(edges, { nodes, handles }).find(({ path }) =>
    context.isPointInStroke(new Path2D(path), x, y),
  )?.id
}

interface Drawn {
  readonly nodes: readonly CanvasNode[]
  readonly handles: (id: string) => readonly NodeHandle[]
}

function pathsByType(wires: readonly Wire[], drawn: Drawn): { type: string; path: string }[] {
  const byType = new Map<string, string[]>()
  for (const { type, path } of farWirePaths(wires, drawn))
    byType.set(type, [...(byType.get(type) ?? []), path])
  return [...byType].map(([type, paths]) => ({ type, path: paths.join('') }))
}

/** The path of each wire that is drawn from afar; selected ones and wireless links are drawn apart. */
function farWirePaths(wires: readonly Wire[], { nodes, handles }: Drawn) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const end = (id: string, type: 'source' | 'target', port?: string | null) => {
    const node = byId.get(id)
    const handle = handles(id).find((one) => one.id === port && one.type === type) ?? node?.handles?.[0]
    if (!node || !handle) return undefined
    const side = type === 'source' ? (handle.width ?? 0) : 0
    return { x: node.position.x + handle.x + side, y: node.position.y + handle.y + (handle.height ?? 0) / 2 }
  }
  return wires.flatMap((wire) => {
    const from = end(wire.source, 'source', wire.sourceHandle)
    const to = end(wire.target, 'target', wire.targetHandle)
    const edge = wire.data?.edge
    if (!from || !to || !edge || wire.selected || edge.link !== undefined) return []
    const ends = { sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y }
    return [{ id: wire.id, type: wire.data?.type ?? '*', path: wirePath(ends, edge.bends).path }]
  })
}
