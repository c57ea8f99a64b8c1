import { Handle, Position } from '@xyflow/react'
import type { CSSProperties } from 'react'
import { socketColor } from '../library/installed-store.ts'
import type { Port } from '../library/ports.ts'
import { usePortFit } from './port-handle.tsx'

interface FarPortProps {
  readonly node: string
  readonly port: Port
  readonly connected: boolean
}

/** A port from afar: it takes wires and shows where one fits. Its words are read from near by. */
export function FarPort({ node, port, connected }: FarPortProps) {
  const fit = usePortFit(node, port)
  const { side, name, type } = port
  return (
    <Handle
      type={side === 'in' ? 'target' : 'source'}
      position={side === 'in' ? Position.Left : Position.Right}
      id={name}
      className={['port', connected && 'connected', fit].filter(Boolean).join(' ')}
      style={{ '--port': socketColor(type) } as CSSProperties}
      data-port={`${side} ${node}.${name}`}
    />
  )
}
