import { type NodeHandle, Position } from '@xyflow/react'
import type { NodeData, ParamData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { type Port, portsOf } from '../library/ports.ts'

/** Pixels at zoom 1, as `styles/card.css` has them. */
const border = 1
const header = 32
const portRow = 24
const belowPorts = 6
const paramsTop = 2
const paramsBottom = 10
const paramGap = 4
const handleSize = 11
const foldedPort = 16
const ghostHeight = 72

interface CardLayout {
  readonly height: number
  readonly handles: NodeHandle[]
}

interface LaidOutNode {
  readonly node: GraphNode
  readonly definition: NodeData | undefined
  readonly width: number
  /** `in:name` and `out:name` of the ports a wire is on. */
  readonly wired: ReadonlySet<string>
}

/**
 * How tall a card will be and where its ports will lie, before it was ever drawn: so a graph of a thousand nodes
 * opens without drawing each card once to measure it. A card that was drawn is known exactly.
 */
export function layoutOfCard({ node, definition, width, wired }: LaidOutNode): CardLayout {
  if (!definition) return { height: ghostHeight, handles: [] }
  const at = (port: Port, y: number) => handleAt(port, width, y)
  const ports = portsOf(definition)
  if (node.collapsed) {
    const used = ports.filter((port) => wired.has(`${port.side}:${port.name}`))
    return { height: header + 2 * border, handles: used.map((port) => at(port, foldedPort + border)) }
  }
  const sides = [
    ports.filter((port) => port.side === 'in' && !port.param),
    ports.filter((port) => port.side === 'out'),
  ]
  const rows = Math.max(...sides.map((side) => side.length))
  const firstRow = border + header + portRow / 2
  const handles = sides.flatMap((side) => side.map((port, row) => at(port, firstRow + row * portRow)))
  let bottom = border + header + rows * portRow + belowPorts
  const params = ports.filter((port) => port.param && (port.param.inline || wired.has(`in:${port.name}`)))
  if (params.length === 0) return { height: bottom + border, handles }
  bottom += paramsTop
  for (const port of params) {
    const height = port.param ? fieldHeight(port.param) : 0
    handles.push(at(port, bottom + height / 2))
    bottom += height + paramGap
  }
  return { height: bottom - paramGap + paramsBottom + border, handles }
}

function fieldHeight(param: ParamData): number {
  if (param.kind === 'text') return param.prompt || param.multiline ? 88 : 48
  return param.kind === 'asset' ? 48 : 26
}

function handleAt({ name, side }: Port, width: number, y: number): NodeHandle {
  const middle = side === 'in' ? border : width - border
  return {
    id: name,
    type: side === 'in' ? 'target' : 'source',
    position: side === 'in' ? Position.Left : Position.Right,
    x: middle - handleSize / 2,
    y: y - handleSize / 2,
    width: handleSize,
    height: handleSize,
  }
}
