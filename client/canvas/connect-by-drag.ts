import type { Connection, FinalConnectionState, OnConnectStartParams } from '@xyflow/react'
import type { GraphEdge } from '../../workflows/graph.ts'
import { currentGraph } from '../document/document-store.ts'
import { connectPorts, removeWires } from '../document/graph-commands.ts'
import { nodeData } from '../library/installed-store.ts'
import { fittingPort, portAt, refusal } from '../library/ports.ts'
import { openPalette, type ScreenPoint } from '../view/view-store.ts'
import { showRefusal, toCanvas, useCanvasView } from './canvas-view.ts'
import { realEnd, type Wire } from './draw-graph.ts'

/** What a wire in hand does: where it may end, and what happens when it is let go. */

type Ends = Pick<Connection, 'source' | 'sourceHandle' | 'target' | 'targetHandle'>

export function asEdge({ source, sourceHandle, target, targetHandle }: Ends | Wire): GraphEdge {
  return { from: realEnd(source, sourceHandle ?? ''), to: realEnd(target, targetHandle ?? '') }
}

export const mayConnect = (connection: Connection | Wire): boolean =>
  refusal(currentGraph(), asEdge(connection)) === undefined

export const connect = (connection: Connection): void => connectPorts(asEdge(connection))

export function startWire(_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams): void {
  showRefusal(undefined)
  const side = handleType === 'source' ? 'out' : 'in'
  const end = realEnd(nodeId ?? '', handleId ?? '')
  const port = portAt(currentGraph(), end, side)
  if (port) useCanvasView.setState({ loose: { ...end, side, type: port.type } })
}

/** A wire let go over a card takes the first port that fits; over nothing it asks which node to add. On a port it may not end at, it says why. */
export function endWire(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const { loose } = useCanvasView.getState()
  useCanvasView.setState({ loose: undefined })
  if (!loose || state.isValid) return
  const point = 'changedTouches' in event ? event.changedTouches[0] : event
  if (!point) return
  const screen = { x: point.clientX, y: point.clientY }
  if (state.toHandle) {
    tellRefusal(state, screen)
    return
  }
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

/** A tap on one port and then on another wires them; on one that does not fit it says why, anywhere else it gives up. */
export function endTap(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  useCanvasView.setState({ loose: undefined })
  const point = 'changedTouches' in event ? event.changedTouches[0] : event
  if (point && !state.isValid) tellRefusal(state, { x: point.clientX, y: point.clientY })
}

function tellRefusal({ fromHandle, toHandle }: FinalConnectionState, at: ScreenPoint): void {
  if (!fromHandle || !toHandle || fromHandle.type === toHandle.type) return
  const [from, to] = fromHandle.type === 'source' ? [fromHandle, toHandle] : [toHandle, fromHandle]
  const edge = {
    from: realEnd(from.nodeId, from.id ?? ''),
    to: realEnd(to.nodeId, to.id ?? ''),
  }
  const why = refusal(currentGraph(), edge)
  if (why) showRefusal({ at, edge, why })
}

// React Flow tells a successful reconnection and the end of the gesture apart, in this order.
let rewired = false

export function rewire(wire: Wire, connection: Connection): void {
  rewired = true
  connectPorts(asEdge(connection), wire.data?.edge)
}

/** A wire that is pulled off its port and let go elsewhere is gone. */
export function endRewire(_: unknown, wire: Wire): void {
  useCanvasView.setState({ loose: undefined })
  if (!rewired && wire.data) removeWires([wire.data.edge])
  rewired = false
}
