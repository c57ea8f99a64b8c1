import { FolderOpen, type LucideIcon, RotateCcw, Square } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import type { RunSummary } from '../../workflows/api.ts'
import { tookMs } from '../../workflows/run-view.ts'
import { useSpeech } from '../language/language.ts'
import { useShippedText } from '../library/shipped-texts.ts'
import { thumbnailUrl } from '../server-link/library-calls.ts'
import { durationText } from './duration-text.ts'
import { ResultView } from './result-view.tsx'
import { lookAtRun, openRun } from './follow-runs.ts'
import { repeat, stopRun } from './run-actions.ts'
import { useRunDigest } from './run-digest.ts'
import { runProgress } from './run-progress.ts'
import { useRuns } from './run-store.ts'
import { runWords } from './run-words.ts'

interface RunLineProps {
  readonly run: RunSummary
  readonly shown: boolean
  /** Further buttons. */
  readonly children?: ReactNode
}

/** One run with what can be done about it; the one that is looked at shows what it made. */
export function RunLine({ run, shown, children }: RunLineProps) {
  const { t, locale } = useSpeech()
  const shipped = useShippedText()
  const { runId, name, state, outcome, queuedAt, progress } = run
  const ms = tookMs(run)
  const took = ms === undefined ? '' : durationText(ms)
  const line = useRef<HTMLElement>(null)
  const digest = useRunDigest(line, runId, state === 'over')
  const view = useRuns((state) => (state.views[runId]?.state === 'running' ? state.views[runId] : undefined))
  const done = view ? runProgress(view) : progress
  return (
    <article ref={line} className={`run-line ${shown ? 'shown' : ''}`} data-outcome={outcome ?? state}>
      <button className="library-line" aria-pressed={shown} onClick={() => void lookAtRun(runId)}>
        {digest?.picture ? (
          <img src={thumbnailUrl(digest.picture)} alt="" loading="lazy" />
        ) : (
          <span className="run-blank" aria-hidden />
        )}
        <strong>{shipped(name)}</strong>
        {digest?.prompt && (
          <span className="run-prompt" title={digest.prompt}>
            {digest.prompt}
          </span>
        )}
        <span className="run-outcome">
          {t(runWords(run))}
          {state === 'running' && ` ${Math.round(done * 100)} %`}
          {took && ` · ${took}`}
          {digest?.seed !== undefined && ` · ${t('run.seed', { seed: digest.seed })}`}
          {` · ${new Date(queuedAt).toLocaleTimeString(locale, { timeStyle: 'short' })}`}
        </span>
      </button>
      <span className="run-buttons">
        {children}
        <RunButton label={t('run.open-workflow')} icon={FolderOpen} onClick={() => void openRun(runId)} />
        {state === 'over' ? (
          <RunButton label={t('run.retry')} icon={RotateCcw} onClick={() => void repeat(runId, 'retry')} />
        ) : (
          <RunButton label={t('run.cancel')} icon={Square} onClick={() => void stopRun(runId)} />
        )}
      </span>
      {shown && <RunResults runId={runId} />}
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

function RunResults({ runId }: { runId: string }) {
  const run = useRuns((state) => state.views[runId])
  const results = Object.values(run?.nodes ?? {}).flatMap((node) => node.results)
  return (
    <div className="run-results">
      {results.map((result, place) => (
        <ResultView key={result.kind === 'asset' ? result.asset.id : place} result={result} />
      ))}
    </div>
  )
}
