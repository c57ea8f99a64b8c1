import { Ban, ChevronDown, ChevronRight, EyeOff, LogIn, Pin } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { NodeData } from '../../nodes/node-data.ts'
import type { GraphNode } from '../../workflows/graph.ts'
import { renameNode, toggleCollapsed } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { NodeIcon } from '../library/node-icon.tsx'
import { useTitle } from '../library/node-title.ts'
import { stateText } from '../run/reason-text.ts'
import { workedMs } from '../run/remaining-time.ts'
import { useNodeRun, useNodeState, usePausedAt } from '../run/run-store.ts'
import { subgraphIdOf } from '../../workflows/subgraphs/subgraph.ts'
import { goInside } from '../subgraphs/go-inside.ts'
import { StateDot } from '../run/state-dot.tsx'
import { durationText } from '../run/duration-text.ts'

interface CardHeaderProps {
  readonly id: string
  readonly node: GraphNode
  readonly definition: NodeData
}

export function CardHeader({ id, node, definition }: CardHeaderProps) {
  const { t, local } = useSpeech()
  const title = useTitle(node, definition)
  const [renaming, setRenaming] = useState(false)
  const inside = subgraphIdOf(node.type) !== undefined
  return (
    <header className="card-header">
      <button
        className="card-fold nodrag"
        onClick={() => toggleCollapsed([id])}
        aria-label={node.collapsed ? t('canvas.unfold') : t('canvas.fold')}
        aria-expanded={!node.collapsed}
      >
        {node.collapsed ? <ChevronRight size={12} /> : <ChevronDown size={12} />}
      </button>
      <NodeIcon type={definition.id} category={definition.category} />
      {renaming ? (
        <TitleField id={id} title={title} onDone={() => setRenaming(false)} />
      ) : (
        <span
          className="card-title"
          onDoubleClick={() => (inside ? goInside(id) : setRenaming(true))}
          title={local(definition.help)}
        >
          {title}
        </span>
      )}
      {inside && (
        <button
          className="icon-button card-enter nodrag"
          aria-label={t('subgraph.enter')}
          title={t('subgraph.enter')}
          onClick={() => goInside(id)}
        >
          <LogIn size={12} />
        </button>
      )}
      {node.pinned && <Pin size={11} aria-label={t('canvas.pinned')} />}
      {node.mode === 'bypass' && <Ban size={12} aria-label={t('canvas.bypassed')} />}
      {node.mode === 'mute' && <EyeOff size={12} aria-label={t('canvas.muted')} />}
      <RunMark id={id} />
    </header>
  )
}

function TitleField({ id, title, onDone }: { id: string; title: string; onDone: () => void }) {
  const { t } = useSpeech()
  const [text, setText] = useState(title)
  const finish = () => {
    if (text !== title) renameNode(id, text)
    onDone()
  }
  return (
    <input
      className="card-title-field nodrag"
      value={text}
      autoFocus
      aria-label={t('canvas.title')}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}

/** What took no time is not worth the room of the title. */
const tellingMs = 100

/** State dot, and how long it took or how far it is. */
function RunMark({ id }: { id: string }) {
  const speech = useSpeech()
  const run = useNodeRun(id)
  const state = useNodeState(id)
  const seconds = useRunningSeconds(state === 'running' ? run?.startedAt : undefined)
  const progress =
    state === 'running' && run?.progress ? `${Math.floor(run.progress.done)}/${run.progress.total}` : ''
  const took = state === 'done' ? (run?.durationMs ?? 0) : seconds * 1000
  const time = took < tellingMs ? '' : durationText(took)
  const label = speech.t(`run.state-${state}`)
  return (
    <span className="card-run" title={stateText(state, run, speech)}>
      <span className="card-time">{[progress, time].filter(Boolean).join(' · ')}</span>
      <StateDot state={state} label={label} />
    </span>
  )
}

function useRunningSeconds(startedAt: number | undefined): number {
  const [now, setNow] = useState(0)
  const pausedAt = usePausedAt()
  useEffect(() => {
    if (startedAt === undefined) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [startedAt])
  return startedAt === undefined ? 0 : Math.round(workedMs(startedAt, { pausedAt, now }) / 1000)
}
