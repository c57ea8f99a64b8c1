import { LogIn, LogOut, X } from 'lucide-react'
import { memo } from 'react'
import { PortHandle } from '../canvas/port-handle.tsx'
import { useWorkflow, usePlace } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { outside } from '../../workflows/subgraphs/boundary-wires.ts'
import type { PortSide } from '../../workflows/subgraphs/subgraph.ts'
import type { Port } from '../library/ports.ts'
import { boundaryPorts, newPortOf } from './boundary-ports.ts'
import { deletePort } from './subgraph-commands.ts'

/** What comes into the subgraph, or leaves it: wires to and from these are its ports on every instance. */
export const BoundaryCard = memo(function BoundaryCard({ data }: { data: { side: PortSide } }) {
  const { side } = data
  const { t } = useSpeech()
  const subgraph = usePlace((place) => place.subgraph)
  const definition = useWorkflow(({ subgraphs }) => subgraphs[subgraph ?? ''])
  if (!definition || subgraph === undefined) return null
  const Icon = side === 'inputs' ? LogIn : LogOut
  const remove = (name: string) => deletePort({ subgraph, side, name })
  return (
    <article className="card boundary" data-side={side} aria-label={t(`subgraph.${side}`)}>
      <header className="card-header">
        <Icon size={13} aria-hidden />
        <span className="card-title">{t(`subgraph.${side}`)}</span>
      </header>
      <div className="card-ports">
        {boundaryPorts(definition, side).map((port, place) => (
          <BoundaryRow
            key={port.name}
            {...{ side, port }}
            connected={(definition[side][place]?.inner.length ?? 0) > 0}
            onRemove={() => remove(port.name)}
          />
        ))}
        <BoundaryRow side={side} port={newPortOf(side)} connected={false} />
      </div>
    </article>
  )
})

interface BoundaryRowProps {
  readonly side: PortSide
  readonly port: Port
  readonly connected: boolean
  readonly onRemove?: () => void
}

function BoundaryRow({ side, port, connected, onRemove }: BoundaryRowProps) {
  const { t, local } = useSpeech()
  const name = onRemove ? local(port.label) : t('subgraph.new-port')
  return (
    <div className="port-row boundary-row" data-side={side}>
      <span className={`port-name ${port.side} ${onRemove ? '' : 'optional'}`}>
        <PortHandle node={outside[side]} port={port} connected={connected} />
        {name}
      </span>
      {onRemove && (
        <button
          className="icon-button nodrag"
          aria-label={t('subgraph.remove-port', { port: name })}
          title={t('subgraph.remove-port', { port: name })}
          onClick={onRemove}
        >
          <X size={11} />
        </button>
      )}
    </div>
  )
}
