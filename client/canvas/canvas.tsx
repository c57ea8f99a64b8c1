import {
  Background,
  BackgroundVariant,
  type Connection,
  type FinalConnectionState,
  MiniMap,
  type OnConnectStartParams,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type DragEvent, type MouseEvent, useEffect } from 'react'
import type { GraphEdge } from '../../workflows/graph.ts'
import { currentGraph, useDocuments } from '../document/document-store.ts'
import { connectPorts, removeWires } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { nodeData, useInstalled } from '../library/installed-store.ts'
import { fittingPort, portAt, refusal } from '../library/ports.ts'
import { useSettings } from '../view/settings-store.ts'
import { openPalette, useView } from '../view/view-store.ts'
import { changeNodes, changeWires, type CanvasNode, useCanvas, type Wire } from './canvas-nodes.ts'
import { noteViewport, restoreViewport, setFlow, toCanvas, useCanvasView } from './canvas-view.ts'
import { ConnectionLine } from './connection-line.tsx'
import { takeDrop } from './drop.ts'
import { GroupCard } from './group-card.tsx'
import { insertIntoWire } from './insert-into-wire.ts'
import { NodeCard } from './node-card.tsx'
import { NoteCard } from './note-card.tsx'
import { WireLine } from './wire-line.tsx'

const minimapSize = { width: 168, height: 112 }
const nodeTypes = { card: NodeCard, note: NoteCard, group: GroupCard }
const edgeTypes = { wire: WireLine }
const minimapColor = (node: CanvasNode) => (node.type === 'card' ? 'var(--map-card)' : 'var(--map-frame)')

function asEdge({ source, sourceHandle, target, targetHandle }: Connection | Wire): GraphEdge {
  return {
    from: { node: source, port: sourceHandle ?? '' },
    to: { node: target, port: targetHandle ?? '' },
  }
}

const mayConnect = (connection: Connection | Wire) =>
  refusal(currentGraph(), asEdge(connection)) === undefined

function startWire(_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams): void {
  const side = handleType === 'source' ? 'out' : 'in'
  const end = { node: nodeId ?? '', port: handleId ?? '' }
  const port = portAt(currentGraph(), end, side)
  if (port) useCanvasView.setState({ loose: { ...end, side, type: port.type } })
}

/** A wire let go over a card takes the first port that fits; over nothing it asks which node to add. */
function endWire(event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const { loose } = useCanvasView.getState()
  useCanvasView.setState({ loose: undefined })
  if (!loose || state.isValid || state.toHandle) return
  const point = 'changedTouches' in event ? event.changedTouches[0] : event
  if (!point) return
  const screen = { x: point.clientX, y: point.clientY }
  const card = document.elementFromPoint(screen.x, screen.y)?.closest('.react-flow__node-card')
  const id = card?.getAttribute('data-id')
  if (!id) {
    openPalette({ at: toCanvas(screen), screen, fits: loose })
    return
  }
  const definition = nodeData(currentGraph().nodes[id]?.type ?? '')
  const port = definition && fittingPort(definition, loose)
  if (!port) return
  const [theirs, ours] = [
    { node: loose.node, port: loose.port },
    { node: id, port: port.name },
  ]
  const edge = loose.side === 'out' ? { from: theirs, to: ours } : { from: ours, to: theirs }
  if (!refusal(currentGraph(), edge)) connectPorts(edge)
}

function endRewire(_: unknown, wire: Wire): void {
  useCanvasView.setState({ loose: undefined })
  if (!rewired && wire.data) removeWires([wire.data.edge])
  rewired = false
}

// React Flow tells a successful reconnection and the end of the gesture apart, in this order.
let rewired = false
function rewire(wire: Wire, connection: Connection): void {
  rewired = true
  connectPorts(asEdge(connection), wire.data?.edge)
}

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

function Flow() {
  const { nodes, edges } = useCanvas()
  const { t } = useSpeech()
  const active = useDocuments((state) => state.active)
  const ready = useInstalled((state) => state.ready)
  const minimap = useSettings((state) => state.minimap)
  const snap = useSettings((state) => state.snap)
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
      onNodeDragStop={(_, node) => insertIntoWire(node)}
      onConnect={(connection) => connectPorts(asEdge(connection))}
      onConnectStart={startWire}
      onConnectEnd={endWire}
      onReconnect={rewire}
      onReconnectEnd={endRewire}
      isValidConnection={mayConnect}
      connectionLineComponent={ConnectionLine}
      onMove={(_, viewport) => noteViewport(viewport)}
      onNodeContextMenu={openMenu}
      onPaneContextMenu={(event) => openMenu(event)}
      onPaneClick={() => useView.setState({ menu: undefined })}
      snapToGrid={snap}
      snapGrid={[8, 8]}
      minZoom={0.08}
      maxZoom={2.5}
      zoomOnDoubleClick={false}
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
      {minimap && nodes.length > 0 && (
        <MiniMap<CanvasNode>
          style={minimapSize}
          pannable
          zoomable
          nodeColor={minimapColor}
          ariaLabel={t('canvas.minimap')}
        />
      )}
    </ReactFlow>
  )
}

export function Canvas() {
  const takeOver = (event: DragEvent) => event.preventDefault()
  return (
    <div className="canvas" onDoubleClick={addByDoubleClick} onDragOver={takeOver} onDrop={takeDrop}>
      <ReactFlowProvider>
        <Flow />
      </ReactFlowProvider>
    </div>
  )
}
