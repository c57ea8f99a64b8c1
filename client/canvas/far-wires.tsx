import { type ReactFlowInstance, useStore, useStoreApi } from '@xyflow/react'
import { type CSSProperties, memo, useMemo } from 'react'
import { createPortal } from 'react-dom'
import type { Point } from '../../workflows/graph-edits.ts'
import { socketColor } from '../library/installed-store.ts'
import { useCanvas } from './canvas-nodes.ts'
import { useCanvasView } from './canvas-view.ts'
import type { CanvasNode, Wire } from './draw-graph.ts'
import { handlesOf } from './drawn-handles.ts'
import { type Drawn, endsAmong, type Lane } from './wire-ends.ts'
import { wirePath } from './wire-path.ts'
import { laneOf, useRoutes } from './wire-routes.ts'

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
  const { lanes } = useRoutes()
  // As text, so that it stays the same though the list of nodes is a new one on every frame of a drag.
  const dragged = nodes.flatMap(({ id, dragging }) => (dragging ? [id] : [])).join(' ')
  return (
    <svg className="far-wires" aria-hidden>
      <RestingPaths {...{ nodes, edges, dragged, lanes }} />
      {dragged && <TypePaths {...{ nodes, lanes }} wires={edges.filter((wire) => isOn(wire, dragged))} />}
    </svg>
  )
}

interface RestingWires {
  readonly nodes: readonly CanvasNode[]
  readonly edges: readonly Wire[]
  /** Ids of the nodes that are dragged. */
  readonly dragged: string
  readonly lanes: Lanes
}

const isOn = ({ source, target }: Wire, dragged: string): boolean =>
  dragged.split(' ').some((id) => id === source || id === target)

const RestingPaths = memo(
  function RestingPaths({ nodes, edges, dragged, lanes }: RestingWires) {
    return <TypePaths {...{ nodes, lanes }} wires={edges.filter((wire) => !isOn(wire, dragged))} />
  },
  // What is not dragged lies still, though its list is a new one.
  (a, b) =>
    a.edges === b.edges &&
    a.lanes === b.lanes &&
    a.dragged === b.dragged &&
    (b.dragged !== '' || a.nodes === b.nodes),
)

interface PathsOfWires {
  readonly nodes: readonly CanvasNode[]
  readonly wires: readonly Wire[]
  readonly lanes: Lanes
}

function TypePaths({ nodes, wires, lanes }: PathsOfWires) {
  const flow = useStoreApi<CanvasNode, Wire>()
  const handles = (id: string) => handlesOf(flow.getState().nodeLookup.get(id))
  return pathsByType(wires, { nodes, handles, lanes }).map(({ type, path }) => (
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
  return farWirePaths(edges, { nodes, handles, ...useRoutes.getState() }).find(({ path }) =>
    context.isPointInStroke(new Path2D(path), x, y),
  )?.id
}

type Lanes = ReadonlyMap<string, Lane>

interface FarDrawing extends Drawn {
  readonly lanes: Lanes
}

function pathsByType(wires: readonly Wire[], drawn: FarDrawing): { type: string; path: string }[] {
  const byType = new Map<string, string[]>()
  for (const { type, path } of farWirePaths(wires, drawn))
    byType.set(type, [...(byType.get(type) ?? []), path])
  return [...byType].map(([type, paths]) => ({ type, path: paths.join('') }))
}

/** The path of each wire that is drawn from afar; selected ones and wireless links are drawn apart. */
function farWirePaths(wires: readonly Wire[], { lanes, ...drawn }: FarDrawing) {
  const endsOf = endsAmong(drawn)
  return wires.flatMap((wire) => {
    const edge = wire.data?.edge
    if (!edge || wire.selected || edge.link !== undefined) return []
    const ends = endsOf(wire)
    if (!ends) return []
    const lane = laneOf(lanes, wire.id, ends)
    return [
      { id: wire.id, type: wire.data?.type ?? '*', path: wirePath(ends, { bends: edge.bends, lane }).path },
    ]
  })
}
