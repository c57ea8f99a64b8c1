import { useMemo } from 'react'
import type { GraphNode } from '../../workflows/graph.ts'
import { useSpeech } from '../language/language.ts'
import { useTitle } from '../library/node-title.ts'
import type { Port } from '../library/ports.ts'
import { CardMessage } from './card-message.tsx'
import { PortHandle } from './port-handle.tsx'
import { useWiredPorts } from './wired-ports.ts'

interface GhostCardProps {
  readonly id: string
  readonly node: GraphNode
  readonly selected: boolean
}

/** A node whose type is not installed. It loses nothing: its values and wires stay as they were. */
export function GhostCard({ id, node, selected }: GhostCardProps) {
  const { t } = useSpeech()
  const title = useTitle(node)
  const wired = useWiredPorts(id)
  const ports = useMemo(() => [...wired].filter(Boolean).map(unknownPort), [wired])
  return (
    <article className={`card ghost ${selected ? 'selected' : ''}`} data-node={id}>
      <header className="card-header">
        <span className="card-title">{title}</span>
        <span className="ghost-mark">{t('canvas.not-installed')}</span>
      </header>
      <div className="card-ports">
        {ports.map((port) => (
          <div className="port-row" key={`${port.side}${port.name}`}>
            {port.side === 'out' && <span />}
            <span className={`port-name ${port.side}`}>
              <PortHandle node={id} port={port} connected />
              {port.name}
            </span>
          </div>
        ))}
      </div>
      <dl className="ghost-params">
        {Object.entries(node.params).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      <CardMessage id={id} />
    </article>
  )
}

function unknownPort(key: string): Port {
  const [side, name = ''] = key.split(':')
  return {
    name,
    type: '*',
    label: { en: name, 'zh-CN': name },
    side: side === 'out' ? 'out' : 'in',
    many: false,
    optional: true,
  }
}
