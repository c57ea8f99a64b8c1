import { type NodeHandle, useStoreApi } from '@xyflow/react'
import { type HTMLAttributes, useState } from 'react'
import type { NodeData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { useTitle } from '../library/node-title.ts'
import { portsOf } from '../library/ports.ts'
import { CardResult } from './card-result.tsx'
import { useCanvasView } from './canvas-view.ts'
import { handlesOf } from './drawn-handles.ts'
import { FarPort } from './far-port.tsx'
import { useWiredPorts } from './wired-ports.ts'

interface FarCardProps {
  readonly id: string
  readonly node: GraphNode
  readonly definition: NodeData
  readonly attributes: HTMLAttributes<HTMLElement>
}

/**
 * From afar a card is its title and its picture at the size it has from near by. Its ports are there while the
 * pointer is on it or a wire is in hand.
 */
export function FarCard({ id, node, definition, attributes }: FarCardProps) {
  const title = useTitle(node, definition)
  const flow = useStoreApi()
  const [hovered, setHovered] = useState(false)
  const wiring = useCanvasView(({ loose }) => loose !== undefined)
  const [near] = useState(() => flow.getState().nodeLookup.get(id))
  return (
    <article
      {...attributes}
      className={`${attributes.className ?? ''} far-card`}
      data-category={definition.category}
      style={{ ...attributes.style, height: near?.measured.height }}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <div className="far-title">{title}</div>
      <CardResult id={id} />
      {(hovered || wiring) && <FarPorts id={id} definition={definition} handles={handlesOf(near)} />}
    </article>
  )
}

interface FarPortsProps {
  readonly id: string
  readonly definition: NodeData
  readonly handles: readonly NodeHandle[]
}

function FarPorts({ id, definition, handles }: FarPortsProps) {
  const wired = useWiredPorts(id)
  return portsOf(definition).map((port) => {
    const type = port.side === 'in' ? 'target' : 'source'
    const place = handles.find((handle) => handle.id === port.name && handle.type === type)
    if (!place) return null
    return (
      <div
        key={`${port.side}${port.name}`}
        className="far-port"
        style={{ top: place.y + (place.height ?? 0) / 2 }}
      >
        <FarPort node={id} port={port} connected={wired.has(`${port.side}:${port.name}`)} />
      </div>
    )
  })
}
