import { MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type DragEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react'
import { type Speech, useSpeech } from '../language/language.ts'
import { BoundaryCard } from '../subgraphs/boundary-card.tsx'
import { useSettings } from '../view/settings-store.ts'
import { openPalette, select, useView } from '../view/view-store.ts'
import { dragGuides, endGuides, startGuides } from './align-guides.ts'
import { changeNodes, changeWires, useCanvas } from './canvas-nodes.ts'
import {
  noteOverflow,
  noteRoom,
  noteViewport,
  setFlow,
  toCanvas,
  useCanvasView,
  zoomRange,
} from './canvas-view.ts'
import { connect, endRewire, endTap, endWire, mayConnect, rewire, startWire } from './connect-by-drag.ts'
import { ConnectionLine } from './connection-line.tsx'
import type { CanvasNode, Wire } from './draw-graph.ts'
import { DotGrid } from './dot-grid.tsx'
import { takeDrop } from './drop.ts'
import { FarWires, farWireAt } from './far-wires.tsx'
import { GroupCard } from './group-card.tsx'
import { GuideLines } from './guide-lines.tsx'
import { insertIntoWire } from './insert-into-wire.ts'
import { hold } from './hold.ts'
import { Lasso } from './lasso.tsx'
import { leaveEscapeToPage } from './escape-key.ts'
import { cancelLongPress, endLongPress, moveLongPress, startLongPress } from './long-press.ts'
import { NodeCard } from './node-card.tsx'
import { NoteCard } from './note-card.tsx'
import { endPan, pan } from './pan-picture.ts'
import { RefusedWire } from './refused-wire.tsx'
import { WireLine } from './wire-line.tsx'

const minimapSize = { width: 168, height: 112 }
const nodeTypes = { card: NodeCard, note: NoteCard, group: GroupCard, boundary: BoundaryCard }
const edgeTypes = { wire: WireLine }
const minimapColor = (node: CanvasNode) => (node.type === 'card' ? 'var(--map-card)' : 'var(--map-frame)')

function onPane(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.classList.contains('react-flow__pane')
}

function addByDoubleClick(event: MouseEvent): void {
  if (!onPane(event)) return
  const screen = { x: event.clientX, y: event.clientY }
  openPalette({ at: toCanvas(screen), screen })
}

function openMenu(event: MouseEvent | globalThis.MouseEvent, node?: CanvasNode): void {
  event.preventDefault()
  useView.setState({ menu: { at: { x: event.clientX, y: event.clientY }, node: node?.id } })
}

function openWireMenu(event: MouseEvent, wire: Wire): void {
  event.preventDefault()
  select([], [wire.id])
  useView.setState({ menu: { at: { x: event.clientX, y: event.clientY }, wire: wire.id } })
}

/** React Flow's types do not say it: a node that was deleted while it was in hand is undefined. */
type Dragged = CanvasNode | undefined

/** What a screen reader is told of a card and a wire that have the focus. */
const readersHints = (t: Speech['t']) => ({
  'node.a11yDescription.default': t('canvas.node-hint'),
  'edge.a11yDescription.default': t('canvas.wire-hint'),
  'minimap.ariaLabel': t('command.minimap'),
})

function Flow() {
  const { nodes } = useCanvas()
  const edges = useWires()
  const { t } = useSpeech()
  const hints = useMemo(() => readersHints(t), [t])
  const flow = useReactFlow<CanvasNode, Wire>()
  const snap = useSettings((state) => state.snap)
  const locked = useView((state) => state.locked)
  const culls = useCanvasView((view) => view.culls)
  return (
    <ReactFlow<CanvasNode, Wire>
      {...{ nodes, edges, nodeTypes, edgeTypes }}
      onInit={(flow) => setFlow(flow, useCanvas.getState().nodes)}
      onNodesChange={changeNodes}
      onEdgesChange={changeWires}
      onNodeDragStart={(_, node) => {
        hold(endGuides)
        startGuides(node)
      }}
      onNodeDrag={(_, node: Dragged) => node && dragGuides(node)}
      onNodeDragStop={(_, node: Dragged) => node && insertIntoWire(node)}
      onConnect={connect}
      onConnectStart={startWire}
      onConnectEnd={endWire}
      onReconnect={rewire}
      onReconnectEnd={endRewire}
      isValidConnection={mayConnect}
      connectionLineComponent={ConnectionLine}
      ariaLabelConfig={hints}
      onMove={(event, viewport) => {
        if (event) pan(viewport, event)
        noteViewport(viewport, event !== null)
      }}
      onMoveEnd={() => {
        endPan()
        noteOverflow()
      }}
      onNodeContextMenu={openMenu}
      onEdgeContextMenu={openWireMenu}
      onPaneContextMenu={(event) => openMenu(event)}
      onPaneClick={(event) => {
        useView.setState({ menu: undefined })
        const wire = farWireAt(toCanvas({ x: event.clientX, y: event.clientY }), flow)
        if (wire !== undefined) select([], [wire])
      }}
      onClickConnectStart={startWire}
      onClickConnectEnd={endTap}
      snapToGrid={snap}
      snapGrid={[8, 8]}
      {...zoomRange}
      zoomOnDoubleClick={false}
      nodesDraggable={!locked}
      nodesConnectable={!locked}
      deleteKeyCode={null}
      panActivationKeyCode={null}
      selectionKeyCode={['Shift', 'Control']}
      multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
      elevateNodesOnSelect={false}
      onlyRenderVisibleElements={culls}
      connectionRadius={24}
      aria-label={t('canvas.name')}
    >
      <DotGrid />
      <FarWires />
      <GuideLines />
      <Overview />
    </ReactFlow>
  )
}

/** From afar only what is chosen is a wire of its own; the others are drawn together. */
function useWires(): Wire[] {
  const edges = useCanvas((state) => state.edges)
  const far = useCanvasView(({ detail }) => detail === 'far')
  return useMemo(
    () => (far ? edges.filter(({ selected, data }) => selected || data?.edge.link !== undefined) : edges),
    [edges, far],
  )
}

/** A map of the graph, while some of it is out of view. */
function Overview() {
  const { t } = useSpeech()
  const wanted = useSettings((state) => state.minimap)
  const overflows = useCanvasView((view) => view.overflows)
  if (!wanted || !overflows) return null
  return (
    <MiniMap<CanvasNode>
      style={minimapSize}
      pannable
      zoomable
      nodeColor={minimapColor}
      ariaLabel={t('canvas.minimap')}
    />
  )
}

export function Canvas() {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const observer = new ResizeObserver(noteRoom)
    const canvas = frame.current
    if (!canvas) return undefined
    observer.observe(canvas)
    const release = leaveEscapeToPage(canvas)
    return () => {
      release()
      observer.disconnect()
    }
  }, [])
  const takeOver = (event: DragEvent) => event.preventDefault()
  return (
    <div
      ref={frame}
      className="canvas"
      onDoubleClick={addByDoubleClick}
      // Before React Flow, which keeps touches on a card to itself.
      onTouchStartCapture={startLongPress}
      onTouchMoveCapture={moveLongPress}
      onTouchEndCapture={endLongPress}
      onTouchCancelCapture={cancelLongPress}
      onDragOver={takeOver}
      onDrop={takeDrop}
    >
      <ReactFlowProvider>
        <Flow />
        <RefusedWire />
        <Lasso />
      </ReactFlowProvider>
    </div>
  )
}
