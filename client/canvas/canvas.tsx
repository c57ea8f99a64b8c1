import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type DragEvent, type MouseEvent, useEffect, useRef } from 'react'
import { useDocuments } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { useInstalled } from '../library/installed-store.ts'
import { useSettings } from '../view/settings-store.ts'
import { openPalette, select, useView } from '../view/view-store.ts'
import { dragGuides, endGuides, startGuides } from './align-guides.ts'
import { changeNodes, changeWires, useCanvas } from './canvas-nodes.ts'
import {
  noteOverflow,
  noteRoom,
  noteViewport,
  restoreViewport,
  setFlow,
  toCanvas,
  useCanvasView,
} from './canvas-view.ts'
import { connect, endRewire, endWire, mayConnect, rewire, startWire } from './connect-by-drag.ts'
import { ConnectionLine } from './connection-line.tsx'
import type { CanvasNode, Wire } from './draw-graph.ts'
import { takeDrop } from './drop.ts'
import { GroupCard } from './group-card.tsx'
import { GuideLines } from './guide-lines.tsx'
import { insertIntoWire } from './insert-into-wire.ts'
import { NodeCard } from './node-card.tsx'
import { NoteCard } from './note-card.tsx'
import { RefusedWire } from './refused-wire.tsx'
import { WireLine } from './wire-line.tsx'

const minimapSize = { width: 168, height: 112 }
const nodeTypes = { card: NodeCard, note: NoteCard, group: GroupCard }
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

function Flow() {
  const { nodes, edges } = useCanvas()
  const { t } = useSpeech()
  const active = useDocuments((state) => state.active)
  const ready = useInstalled((state) => state.ready)
  const snap = useSettings((state) => state.snap)
  const locked = useView((state) => state.locked)
  // The first picture needs the cards measured, hence the next frame.
  useEffect(() => {
    const frame = requestAnimationFrame(() => requestAnimationFrame(restoreViewport))
    return () => cancelAnimationFrame(frame)
  }, [active, ready])
  return (
    <ReactFlow<CanvasNode, Wire>
      {...{ nodes, edges, nodeTypes, edgeTypes }}
      onInit={setFlow}
      onNodesChange={changeNodes}
      onEdgesChange={changeWires}
      onNodeDragStart={(_, node) => startGuides(node)}
      onNodeDrag={(_, node) => dragGuides(node)}
      onNodeDragStop={(_, node) => {
        endGuides()
        insertIntoWire(node)
      }}
      onConnect={connect}
      onConnectStart={startWire}
      onConnectEnd={endWire}
      onReconnect={rewire}
      onReconnectEnd={endRewire}
      isValidConnection={mayConnect}
      connectionLineComponent={ConnectionLine}
      onMove={(event, viewport) => noteViewport(viewport, event !== null)}
      onMoveEnd={noteOverflow}
      onNodeContextMenu={openMenu}
      onEdgeContextMenu={openWireMenu}
      onPaneContextMenu={(event) => openMenu(event)}
      onPaneClick={() => useView.setState({ menu: undefined })}
      snapToGrid={snap}
      snapGrid={[8, 8]}
      minZoom={0.08}
      maxZoom={2.5}
      zoomOnDoubleClick={false}
      nodesDraggable={!locked}
      nodesConnectable={!locked}
      deleteKeyCode={null}
      panActivationKeyCode={null}
      selectionKeyCode={['Shift', 'Control']}
      multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
      elevateNodesOnSelect={false}
      onlyRenderVisibleElements
      connectionRadius={24}
      aria-label={t('canvas.name')}
    >
      <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} />
      <GuideLines />
      <Overview />
    </ReactFlow>
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
    if (frame.current) observer.observe(frame.current)
    return () => observer.disconnect()
  }, [])
  const takeOver = (event: DragEvent) => event.preventDefault()
  return (
    <div
      ref={frame}
      className="canvas"
      onDoubleClick={addByDoubleClick}
      onDragOver={takeOver}
      onDrop={takeDrop}
    >
      <ReactFlowProvider>
        <Flow />
        <RefusedWire />
      </ReactFlowProvider>
    </div>
  )
}
