import { FolderOpen, type LucideIcon, RotateCcw, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunSummary } from '../../workflows/api.ts'
import { openRunWorkflow } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { durationText } from './duration-text.ts'
import { ResultView } from './result-view.tsx'
import { lookAtRun, repeat, stopRun } from './run-actions.ts'
import { useShownRun } from './run-store.ts'

interface RunLineProps {
  readonly run: RunSummary
  readonly shown: boolean
  /** Further buttons. */
  readonly children?: ReactNode
}

/** One run with what can be done about it; the one that is looked at shows what it made. */
export function RunLine({ run, shown, children }: RunLineProps) {
  const { t, locale } = useSpeech()
  const { runId, name, state, outcome, queuedAt, startedAt, endedAt, progress, isPaused } = run
  const took = startedAt !== undefined && endedAt !== undefined ? durationText(endedAt - startedAt) : ''
  const words = isPaused ? t('run.run-paused') : t(`run.run-${outcome ?? state}`)
  return (
    <article className={`run-line ${shown ? 'shown' : ''}`} data-outcome={outcome ?? state}>
      <button className="library-line" aria-pressed={shown} onClick={() => lookAtRun(runId)}>
        <strong>{name}</strong>
        <span>
          {words}
          {state === 'running' && ` ${Math.round(progress * 100)} %`}
          {took && ` · ${took}`} · {new Date(queuedAt).toLocaleTimeString(locale, { timeStyle: 'short' })}
        </span>
      </button>
      <span className="run-buttons">
        {children}
        <RunButton
          label={t('run.open-workflow')}
          icon={FolderOpen}
          onClick={() => void openRunWorkflow(runId)}
        />
        {state === 'over' ? (
          <RunButton label={t('run.retry')} icon={RotateCcw} onClick={() => void repeat(runId, 'retry')} />
        ) : (
          <RunButton label={t('run.cancel')} icon={Square} onClick={() => void stopRun(runId)} />
        )}
      </span>
      {shown && <RunResults />}
    </article>
  )
}

interface RunButtonProps {
  readonly label: string
  readonly icon: LucideIcon
  readonly onClick: () => void
}

export function RunButton({ label, icon: Icon, onClick }: RunButtonProps) {
  return (
    <button className="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon size={12} />
    </button>
  )
}

function RunResults() {
  const run = useShownRun()
  const results = Object.values(run?.nodes ?? {}).flatMap((node) => node.results)
  return (
    <div className="run-results">
      {results.map((result, place) => (
        <ResultView key={result.kind === 'asset' ? result.asset.id : place} result={result} />
      ))}
    </div>
  )
}
