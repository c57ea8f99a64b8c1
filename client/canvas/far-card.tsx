import { useStoreApi } from '@xyflow/react'
import type { NodeData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { useSpeech } from '../language/language.ts'
import { portsOf } from '../library/ports.ts'
import { CardResult } from './card-result.tsx'
import { useWiredPorts } from './card-ports.tsx'
import { PortHandle } from './port-handle.tsx'

interface FarCardProps {
  readonly id: string
  readonly node: GraphNode
  readonly definition: NodeData
}

/** From afar a card is its title and its picture; its ports stay where they were. */
export function FarCard({ id, node, definition }: FarCardProps) {
  const { local } = useSpeech()
  const wired = useWiredPorts(id)
  const known = useStoreApi().getState().nodeLookup.get(id)
  const bounds = [
    ...(known?.internals.handleBounds?.source ?? []),
    ...(known?.internals.handleBounds?.target ?? []),
  ]
  const height = known?.measured.height
  return (
    <div className="far-card" style={{ height }}>
      <div className="far-title">{node.title ?? local(definition.label)}</div>
      <CardResult id={id} />
      {portsOf(definition).map((port) => {
        const place = bounds.find(
          (bound) => bound.id === port.name && (bound.type === 'source') === (port.side === 'out'),
        )
        if (!place && port.param && !wired.has(`in:${port.name}`)) return null
        return (
          <div
            key={`${port.side}${port.name}`}
            className="far-port"
            style={{ top: (place?.y ?? 0) + (place?.height ?? 0) / 2 }}
          >
            <PortHandle node={id} port={port} connected={wired.has(`${port.side}:${port.name}`)} />
          </div>
        )
      })}
    </div>
  )
}
