import { ArrowDown, ArrowUp, BookUp, LogIn, RefreshCw, Ungroup, X } from 'lucide-react'
import type { PortPlace } from '../../workflows/subgraphs/subgraph-ports.ts'
import { instanceType, type PortSide, type Subgraph } from '../../workflows/subgraphs/subgraph.ts'
import { useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { useNodeData } from '../library/installed-store.ts'
import { RunButton } from '../run/run-line.tsx'
import { goInside } from './go-inside.ts'
import { publish, updateFromLibrary, useShared, usesOf } from './shared-store.ts'
import {
  deletePort,
  labelShownPort,
  moveShownPort,
  renameSubgraph,
  unpackSelection,
} from './subgraph-commands.ts'

interface SubgraphSectionProps {
  readonly id: string
  /** The selected instance; none while one is inside. */
  readonly instance?: string
}

/** A definition in the inspector: its name, its ports in their order, and how it stands to the library. */
export function SubgraphSection({ id, instance }: SubgraphSectionProps) {
  const { t } = useSpeech()
  const definition = useWorkflow(({ subgraphs }) => subgraphs[id])
  if (!definition) return null
  const count = usesOf(id)
  return (
    <section className="subgraph-section">
      <h3>{t('subgraph.title')}</h3>
      <p className="faint">
        {count === 1 ? t('subgraph.shared-by-one') : t('subgraph.shared-by', { count })}
      </p>
      {instance !== undefined && (
        <p className="row">
          <button className="button" onClick={() => goInside(instance)}>
            <LogIn size={13} aria-hidden />
            {t('command.enter-subgraph')}
          </button>
          <button className="button" onClick={unpackSelection}>
            <Ungroup size={13} aria-hidden />
            {t('command.unpack-subgraph')}
          </button>
        </p>
      )}
      <label className="field wide">
        <span>{t('subgraph.definition-name')}</span>
        <input
          className="text-field"
          value={definition.name}
          maxLength={200}
          onChange={(event) => renameSubgraph(id, event.target.value)}
        />
      </label>
      <PortNames id={id} side="inputs" definition={definition} />
      <PortNames id={id} side="outputs" definition={definition} />
      <LibraryState id={id} revision={definition.revision} />
    </section>
  )
}

interface PortNamesProps {
  readonly id: string
  readonly side: PortSide
  readonly definition: Subgraph
}

function PortNames({ id, side, definition }: PortNamesProps) {
  const { t, local } = useSpeech()
  const shown = useNodeData(instanceType(id))
  const ports =
    side === 'inputs' ? [...(shown?.inputs ?? []), ...(shown?.params ?? [])] : (shown?.outputs ?? [])
  if (definition[side].length === 0) return null
  return (
    <>
      <h3>{t(`subgraph.${side}`)}</h3>
      {definition[side].map(({ name, label = '' }) => {
        const known = ports.find((port) => port.name === name)
        const own = known ? local(known.label) : name
        return <PortName key={name} place={{ subgraph: id, side, name }} label={label} own={own} />
      })}
    </>
  )
}

function PortName({ place, label, own }: { place: PortPlace; label: string; own: string }) {
  const { t } = useSpeech()
  return (
    <span className="subgraph-port">
      <input
        className="text-field"
        value={label}
        placeholder={own}
        aria-label={t('subgraph.port-label', { port: own })}
        onChange={(event) => labelShownPort(place, event.target.value)}
      />
      <RunButton
        label={t('subgraph.port-up', { port: own })}
        icon={ArrowUp}
        onClick={() => moveShownPort(place, -1)}
      />
      <RunButton
        label={t('subgraph.port-down', { port: own })}
        icon={ArrowDown}
        onClick={() => moveShownPort(place, 1)}
      />
      <RunButton
        label={t('subgraph.remove-port', { port: own })}
        icon={X}
        onClick={() => deletePort(place)}
      />
    </span>
  )
}

/** Which revision of the library the definition stands on, and the way to a newer one. */
function LibraryState({ id, revision }: { id: string; revision: number }) {
  const { t } = useSpeech()
  const newest = useShared(({ subgraphs }) => subgraphs.find((shared) => shared.id === id)?.revision ?? 0)
  const isBehind = revision > 0 && newest > revision
  return (
    <>
      <p className="row">
        <button className="button" onClick={() => void publish(id)}>
          <BookUp size={13} aria-hidden />
          {t('subgraph.publish')}
        </button>
        {isBehind && (
          <button className="button" onClick={() => void updateFromLibrary(id)}>
            <RefreshCw size={13} aria-hidden />
            {t('subgraph.update', { revision: newest })}
          </button>
        )}
      </p>
      {revision > 0 && <p className="faint">{t('subgraph.revision', { revision })}</p>}
      {isBehind && <p className="faint">{t('subgraph.update-hint')}</p>}
    </>
  )
}
