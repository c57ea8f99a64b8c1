import { type InternalNode, useStoreApi } from '@xyflow/react'
import { useState } from 'react'
import type { NodeData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { useSpeech } from '../language/language.ts'
import { portsOf } from '../library/ports.ts'
import { CardResult } from './card-result.tsx'
import { FarPort } from './far-port.tsx'
import { useWiredPorts } from './wired-ports.ts'

interface FarCardProps {
  readonly id: string
  readonly node: GraphNode
  readonly definition: NodeData
}

/** Where the rows of a card lie that was never drawn from near, in pixels. */
const firstRow = 48
const rowHeight = 24

/** From afar a card is its title and its picture; its ports stay where they were. */
export function FarCard({ id, node, definition }: FarCardProps) {
  const { local } = useSpeech()
  const wired = useWiredPorts(id)
  const flow = useStoreApi()
  // Read once: this card is measured too, and a size that follows its own measure grows with every drawing.
  const [near] = useState(() => nearLayout(flow.getState().nodeLookup.get(id)))
  const ports = portsOf(definition)
  return (
    <div className="far-card" style={{ height: near.height ?? firstRow + rowHeight * rowsOf(ports) }}>
      <div className="far-title">{node.title ?? local(definition.label)}</div>
      <CardResult id={id} />
      {ports.map((port, index) => {
        const place = near.bounds.find(
          (bound) => bound.id === port.name && (bound.type === 'source') === (port.side === 'out'),
        )
        if (!place && port.param && !wired.has(`in:${port.name}`)) return null
        return (
          <div
            key={`${port.side}${port.name}`}
            className="far-port"
            style={{ top: place ? place.y + place.height / 2 : firstRow + rowHeight * rowOf(ports, index) }}
          >
            <FarPort node={id} port={port} connected={wired.has(`${port.side}:${port.name}`)} />
          </div>
        )
      })}
    </div>
  )
}

function nearLayout(node: InternalNode | undefined) {
  const { source, target } = node?.internals.handleBounds ?? {}
  return { height: node?.measured.height, bounds: [...(source ?? []), ...(target ?? [])] }
}

type Ports = ReturnType<typeof portsOf>

/** Inputs and outputs are counted apart: they share the rows. */
function rowOf(ports: Ports, index: number): number {
  return ports.slice(0, index).filter((port) => port.side === ports[index]?.side).length
}

function rowsOf(ports: Ports): number {
  const outputs = ports.filter((port) => port.side === 'out').length
  return Math.max(outputs, ports.length - outputs)
}
