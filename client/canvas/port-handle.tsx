import { Handle, Position } from '@xyflow/react'
import type { CSSProperties } from 'react'
import { typesFit } from '../../nodes/catalog.ts'
import { useCheck, usePortProblem } from '../check/check-store.ts'
import { useProblemText } from '../check/problem-text.ts'
import { useSpeech } from '../language/language.ts'
import { useInstalled, useSocketColor } from '../library/installed-store.ts'
import type { Port } from '../library/ports.ts'
import { useCanvasView } from './canvas-view.ts'
import { factsText } from './facts-text.ts'

type Fit = 'fits' | 'dim' | undefined

/** While a wire is in hand: does it fit here? */
export function usePortFit(node: string, { type, side }: Pick<Port, 'type' | 'side'>): Fit {
  return useCanvasView(({ loose }): Fit => {
    if (!loose) return undefined
    if (loose.node === node && loose.side === side) return undefined
    return loose.side !== side && loose.node !== node && typesFit(loose.type, type) ? 'fits' : 'dim'
  })
}

interface PortHandleProps {
  readonly node: string
  readonly port: Port
  readonly connected: boolean
}

/** The dot a wire is dragged from and to. */
export function PortHandle({ node, port, connected }: PortHandleProps) {
  const { local } = useSpeech()
  const text = useProblemText()
  const color = useSocketColor(port.type)
  const typeLabel = useInstalled((state) => state.sockets.get(port.type)?.label)
  const fit = usePortFit(node, port)
  const problem = usePortProblem(node, port.name)
  const facts = useCheck((state) => (port.side === 'out' ? state.facts[node]?.[port.name] : undefined))
  const states = [
    'port',
    port.param && 'port-param',
    connected && 'connected',
    fit,
    port.side === 'in' && problem?.level,
  ]
  const label = `${local(port.label)}: ${typeLabel ? local(typeLabel) : port.type} (${port.type})`
  const lines = [label, facts && factsText(facts), problem && port.side === 'in' && text(problem)]
  return (
    <Handle
      type={port.side === 'in' ? 'target' : 'source'}
      position={port.side === 'in' ? Position.Left : Position.Right}
      id={port.name}
      className={states.filter(Boolean).join(' ')}
      style={{ '--port': color } as CSSProperties}
      title={lines.filter(Boolean).join('\n')}
      aria-label={label}
      data-port={`${port.side} ${node}.${port.name}`}
    />
  )
}
